package dev.tasktoken.testkit.internal.api;

import java.time.Duration;

/**
 * Which faults one call meets.
 *
 * @param latency how long it is on its way beyond the usual
 * @param ending what happens when it has arrived
 */
public record FaultDecision(Duration latency, FaultEffect.Ending ending) {
    public static final FaultDecision UNDISTURBED = new FaultDecision(Duration.ZERO, new FaultEffect.Undisturbed());

    public boolean accepts(FaultEffect effect) {
        return effect instanceof FaultEffect.Latency || ending instanceof FaultEffect.Undisturbed;
    }

    public FaultDecision withLatency(Duration more) {
        return new FaultDecision(latency.plus(more), ending);
    }

    public FaultDecision withEnding(FaultEffect.Ending met) {
        return new FaultDecision(latency, met);
    }

    void applyTo(ApiCall call) {
        if (latency.isZero()) {
            ending.end(call);
        } else {
            call.schedule(latency, () -> ending.end(call));
        }
    }
}

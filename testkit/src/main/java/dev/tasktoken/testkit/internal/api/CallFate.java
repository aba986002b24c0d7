package dev.tasktoken.testkit.internal.api;

import java.time.Duration;

/**
 * What becomes of one call.
 *
 * @param latency how long it is on its way beyond the usual
 * @param ending what happens when it has arrived
 */
public record CallFate(Duration latency, FaultEffect.Ending ending) {
    public static final CallFate UNDISTURBED = new CallFate(Duration.ZERO, new FaultEffect.Undisturbed());

    public boolean isOpenTo(FaultEffect effect) {
        return effect instanceof FaultEffect.Latency || ending instanceof FaultEffect.Undisturbed;
    }

    public CallFate later(Duration more) {
        return new CallFate(latency.plus(more), ending);
    }

    public CallFate ending(FaultEffect.Ending met) {
        return new CallFate(latency, met);
    }

    void befall(ApiCall call) {
        if (latency.isZero()) {
            ending.end(call);
        } else {
            call.after(latency, () -> ending.end(call));
        }
    }
}

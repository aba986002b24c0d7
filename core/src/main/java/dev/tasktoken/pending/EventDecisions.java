package dev.tasktoken.pending;

import dev.tasktoken.pending.internal.DecisionRequest;
import java.util.Map;
import java.util.TreeMap;

/** Answers the tasks that wait for an event, whether it comes before them or after. */
final class EventDecisions {
    private final Signals signals;
    private final DecisionRecorder recorder;

    EventDecisions(PendingSettings settings, DecisionRecorder recorder) {
        this.signals = new Signals(settings.store(), settings.clock(), settings.keepDecisions());
        this.recorder = recorder;
    }

    /**
     * Keeps the event, unless one was kept before, and answers those that wait for it now with the one that is kept.
     */
    Map<String, DecisionOutcome> signal(String event, Decision decision) {
        TokenStore.Key.checkId(event);
        Decision first = signals.signal(event, withoutTokens(event, decision));
        Map<String, DecisionOutcome> outcomes = new TreeMap<>();
        signals.awaiting(event).forEach(task -> {
            DecisionOutcome outcome = answer(task, first);
            if (!(outcome instanceof DecisionOutcome.NotParked)) { // it is being parked, and will see the signal
                outcomes.merge(task.id(), outcome, (one, other) -> other.isRecorded() ? other : one);
            }
        });
        return Map.copyOf(outcomes);
    }

    /** An event may quote the token of a task that waits for it, for instance among a job's parameters. */
    private Decision withoutTokens(String event, Decision decision) {
        Decision kept = decision;
        for (Signals.Awaiting task : signals.awaiting(event)) {
            kept = recorder.withoutToken(kept, task.id());
        }
        return kept;
    }

    /** Notes that a task waits for an event; returns whether the event came before, and the task is decided now. */
    boolean hasAnswered(String event, Signals.Awaiting task) {
        signals.await(event, task);
        return signals.signal(event)
                .map(decision -> answer(task, decision))
                .filter(outcome -> outcome.isRecorded() || outcome instanceof DecisionOutcome.DecidedBefore)
                .isPresent();
    }

    private DecisionOutcome answer(Signals.Awaiting task, Decision decision) {
        DecisionRequest request = DecisionRequest.of(task.id(), task.attempt(), null);
        DecisionOutcome outcome = recorder.decide(request, decision);
        return outcome instanceof DecisionOutcome.Rejected unsendable
                ? recorder.decide(request, new Decision.Failure(unsendable.error(), unsendable.reason()))
                : outcome;
    }
}

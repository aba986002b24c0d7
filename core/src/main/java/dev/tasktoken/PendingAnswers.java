package dev.tasktoken;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records a decision, if nobody has before, and sends it; sends what was recorded by somebody who did not get so far.
 */
final class PendingAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(PendingTasks.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final PendingRecords records;
    private final DecisionSender sender;
    private final InstantSource clock;
    private final Pause pause;
    private final Duration waitForToken;
    private final Duration resendAfter;

    PendingAnswers(PendingTasks.Builder builder, PendingRecords records) {
        this.records = records;
        this.sender = new DecisionSender(builder.responder, records);
        this.clock = builder.clock;
        this.pause = builder.pause;
        this.waitForToken = builder.waitForToken;
        this.resendAfter = builder.resendAfter;
    }

    /** Answers the task under this id, or only this attempt of it. */
    DecisionOutcome answer(String id, @Nullable String attempt, Decision decision) {
        TokenStore.Key.checkId(id);
        for (int tries = 0; tries < PendingRecords.MAX_TRIES; tries++) {
            PendingState state = awaited(id);
            DecisionOutcome outcome = answer(state, attempt, decision);
            if (outcome != null) {
                LOG.debug("Answering {}: {}", state.attempt(), outcome);
                return outcome;
            }
        }
        throw PendingRecords.changing(id);
    }

    /** Null if what was waiting is gone. */
    private @Nullable DecisionOutcome answer(PendingState state, @Nullable String attempt, Decision decision) {
        if (state.isAbsent()) {
            return new DecisionOutcome.NotParked();
        }
        if (attempt != null && !attempt.equals(state.attempt())) {
            return new DecisionOutcome.TaskClosed();
        }
        PendingSlot slot = state.slot();
        if (state.claim() != null || slot == null) {
            return decidedBefore(state);
        }
        PendingClaim mine = PendingClaim.on(slot, fitted(decision, slot.token()), clock.instant());
        PendingClaim counts = records.claim(mine).orElse(null);
        if (counts == null) {
            return null;
        }
        return counts.nonce().equals(mine.nonce())
                ? sender.send(slot, mine)
                : new DecisionOutcome.DecidedBefore(counts.recorded(null));
    }

    private DecisionOutcome decidedBefore(PendingState state) {
        if (isOverdue(state)) {
            try {
                return outcomeOf(resend(state).orElseThrow());
            } catch (ResponseNotDeliveredException | AnswerNotPermittedException e) {
                LOG.warn("A recorded decision could not be sent yet: {}", e.getMessage());
            }
        }
        return outcomeOf(state.recorded().orElseThrow());
    }

    private static DecisionOutcome outcomeOf(RecordedDecision recorded) {
        boolean tooLate =
                recorded.answer().filter(Answer.ALREADY_CLOSED::equals).isPresent();
        return tooLate ? new DecisionOutcome.TaskClosed() : new DecisionOutcome.DecidedBefore(recorded);
    }

    /** Sends what was recorded unless it is known to have been sent. */
    Optional<RecordedDecision> resend(PendingState state) {
        PendingSlot slot = state.slot();
        PendingClaim claim = state.claim();
        return claim != null && slot != null && state.isUndelivered()
                ? Optional.of(claim.recorded(sender.resend(slot, claim)))
                : state.recorded();
    }

    /** Whether a decision waits to be sent, and whoever recorded it has had the time to. */
    boolean isOverdue(PendingState state) {
        return state.claim() != null
                && state.isUndelivered()
                && !clock.instant().isBefore(state.claim().at().plus(resendAfter));
    }

    boolean isSentNow(PendingState state) {
        try {
            resend(state);
            return true;
        } catch (TaskTokenException e) {
            LOG.warn("A recorded decision was not sent: {}", e.getMessage());
            return false;
        }
    }

    private static Decision fitted(Decision decision, TaskToken token) {
        if (decision instanceof Decision.Failure failure) {
            TaskAnswer.Failure fitted = FittedFailure.of(new TaskFailure(failure.error(), failure.cause()), token);
            return new Decision.Failure(fitted.error(), fitted.cause());
        }
        return decision;
    }

    /** What is under the id; if nothing is, again and again for as long as an answer waits for its token. */
    private PendingState awaited(String id) {
        Instant end = clock.instant().plus(waitForToken);
        PendingState state = records.load(id);
        for (int tries = 0; state.isAbsent() && pausedBefore(end, tries); tries++) {
            state = records.load(id);
        }
        return state;
    }

    private boolean pausedBefore(Instant end, int tries) {
        if (!clock.instant().isBefore(end)) {
            return false;
        }
        try {
            pause.of(Pause.backoff(FIRST_PAUSE, LONGEST_PAUSE, tries));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

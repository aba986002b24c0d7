package dev.tasktoken;

import dev.tasktoken.internal.CallLimiter;
import dev.tasktoken.internal.Sleeper;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Makes the calls, and repeats the one refusal that passes but that the SDK does not retry: KmsThrottling. */
final class AnswerSender {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerSender.class);

    private final SfnClient client;
    private final CallLimiter limiter;
    private final Sleeper sleeper;

    AnswerSender(SfnClient client, CallLimiter limiter, Sleeper sleeper) {
        this.client = client;
        this.limiter = limiter;
        this.sleeper = sleeper;
    }

    AnswerOutcome send(TaskToken token, PreparedAnswer answer) {
        try {
            int tries = call(CallLimiter.Kind.ANSWER, token, () -> AnswerCalls.send(client, token, answer));
            LOG.debug("{} for {} accepted after {} tries", answer.operation(), token, tries);
            return AnswerOutcome.ACCEPTED;
        } catch (SendFailure refused) {
            AnswerOutcome known = refused.toAnswer(answer, token);
            LOG.debug("{} for {} found the task closed: {}", answer.operation(), token, known);
            return known;
        }
    }

    /** Sends a heartbeat if it is still wanted when its turn comes; otherwise the status is unknown. */
    TaskStatus heartbeat(TaskToken token, BooleanSupplier wanted) {
        boolean[] sent = new boolean[1];
        try {
            call(CallLimiter.Kind.HEARTBEAT, token, () -> {
                if (wanted.getAsBoolean()) {
                    AnswerCalls.heartbeat(client, token);
                    sent[0] = true;
                }
            });
            return sent[0] ? TaskStatus.OPEN : TaskStatus.UNKNOWN;
        } catch (SendFailure refused) {
            return refused.toStatus(token);
        }
    }

    private int call(CallLimiter.Kind kind, TaskToken token, Runnable request) throws SendFailure {
        for (int tries = 1; ; tries++) {
            try {
                token.checkNotRevoked();
                awaitTurn(kind);
                try {
                    token.checkNotRevoked();
                    request.run();
                    return tries;
                } finally {
                    limiter.leave();
                }
            } catch (RuntimeException e) {
                token.checkNotRevoked();
                if (e instanceof AbortedException) {
                    Thread.currentThread().interrupt();
                }
                if (!sleeper.sleepUnlessInterrupted(SfnErrors.delayBeforeRetry(e, tries))) {
                    throw new SendFailure(e, tries - 1);
                }
            }
        }
    }

    private void awaitTurn(CallLimiter.Kind kind) {
        CompletableFuture<@Nullable Void> turn = limiter.enter(kind);
        try {
            turn.get();
        } catch (InterruptedException e) {
            if (!turn.cancel(false)) {
                limiter.leave();
            }
            throw AbortedException.create("Interrupted while waiting for a turn");
        } catch (ExecutionException e) {
            throw new AssertionError("a turn only completes or is cancelled", e);
        }
    }
}

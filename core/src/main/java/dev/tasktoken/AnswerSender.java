package dev.tasktoken;

import dev.tasktoken.internal.CallLimiter;
import dev.tasktoken.internal.RevokedIds;
import dev.tasktoken.internal.Sleeper;
import dev.tasktoken.service.AnswerService;
import dev.tasktoken.service.WorkId;
import dev.tasktoken.service.WorkKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Makes the calls of one service, and repeats the refusals that pass but that the SDK does not retry. What was revoked
 * is not sent, whether it begins, waits for its turn or waits to be repeated.
 */
final class AnswerSender<I extends WorkId> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerSender.class);

    private final AnswerService<I, ?> service;
    private final CallLimiter limiter;
    private final Sleeper sleeper;
    private final RevokedIds revoked;

    AnswerSender(AnswerService<I, ?> service, CallLimiter limiter, Sleeper sleeper, RevokedIds revoked) {
        this.service = service;
        this.limiter = limiter;
        this.sleeper = sleeper;
        this.revoked = revoked;
    }

    boolean isFor(WorkKind kind) {
        return service.kind() == kind;
    }

    /** Refuses this object, and every copy of it but {@link WorkId#unrevoked()} ones. */
    void revoke(WorkId id) {
        id.revoke();
        revoked.add(id.hash());
    }

    void readmit(WorkId id) {
        revoked.remove(id.hash());
    }

    boolean isRevoked(WorkId id) {
        return id.isRevoked() || (!id.isOwn() && revoked.contains(id.hash()));
    }

    AnswerOutcome send(WorkId id, PreparedAnswer answer) {
        I own = service.idType().cast(id);
        WorkKind.Call call = callOf(answer);
        try {
            call(call, own, () -> send(service, own, answer));
            LOG.debug("{} for {} accepted", answer.operation(), id);
            return AnswerOutcome.ACCEPTED;
        } catch (SendFailure refused) {
            AnswerOutcome known = refused.toAnswer(answer, id);
            LOG.debug("{} for {} found it closed: {}", answer.operation(), id, known);
            return known;
        }
    }

    /** Sends a heartbeat if it is still wanted when its turn comes; otherwise the status is unknown. */
    TaskStatus heartbeat(WorkId id, BooleanSupplier wanted) {
        I own = service.idType().cast(id);
        boolean[] sent = new boolean[1];
        try {
            call(WorkKind.Call.HEARTBEAT, own, () -> {
                if (wanted.getAsBoolean()) {
                    service.heartbeat(own);
                    sent[0] = true;
                }
            });
            return sent[0] ? TaskStatus.OPEN : TaskStatus.UNKNOWN;
        } catch (SendFailure refused) {
            return refused.toStatus(id);
        }
    }

    @Override
    public void close() {
        service.close();
    }

    static <I extends WorkId, R> R send(AnswerService<I, R> service, I id, PreparedAnswer answer) {
        if (answer instanceof PreparedAnswer.Success success) {
            return service.succeed(id, success.output());
        }
        PreparedAnswer.Failure failure = (PreparedAnswer.Failure) answer;
        return service.fail(id, failure.error(), failure.cause());
    }

    static WorkKind.Call callOf(PreparedAnswer answer) {
        return answer instanceof PreparedAnswer.Success ? WorkKind.Call.SUCCESS : WorkKind.Call.FAILURE;
    }

    private void call(WorkKind.Call call, I id, Runnable request) throws SendFailure {
        for (int tries = 1; ; tries++) {
            try {
                checkNotRevoked(id);
                awaitTurn(call);
                try {
                    checkNotRevoked(id);
                    request.run();
                    return;
                } finally {
                    limiter.leave();
                }
            } catch (RuntimeException e) {
                checkNotRevoked(id);
                if (e instanceof AbortedException) {
                    Thread.currentThread().interrupt();
                }
                SendFailure failure = new SendFailure(e, service.refusal(e, call), tries - 1);
                if (!sleeper.sleepUnlessInterrupted(failure.delayBeforeRetry())) {
                    throw failure;
                }
            }
        }
    }

    private void checkNotRevoked(I id) {
        if (isRevoked(id)) {
            throw id.revokedException();
        }
    }

    private void awaitTurn(WorkKind.Call call) {
        CompletableFuture<@Nullable Void> turn = limiter.enter(kindOf(call));
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

    static CallLimiter.Kind kindOf(WorkKind.Call call) {
        return call == WorkKind.Call.HEARTBEAT ? CallLimiter.Kind.HEARTBEAT : CallLimiter.Kind.ANSWER;
    }
}

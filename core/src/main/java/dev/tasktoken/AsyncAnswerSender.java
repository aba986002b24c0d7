package dev.tasktoken;

import dev.tasktoken.internal.CallLimiter;
import dev.tasktoken.internal.DaemonThreads;
import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.Thrown;
import dev.tasktoken.service.AnswerService;
import dev.tasktoken.service.WorkId;
import dev.tasktoken.service.WorkKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls of one service without waiting for them. {@link SendFailure} decides what a refusal means, as for
 * {@link AnswerSender}.
 */
final class AsyncAnswerSender<I extends WorkId> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncAnswerSender.class);

    /** Starting a call may block, on credentials for instance, so it does not run on the heartbeats' timer thread. */
    private static final Executor STARTERS = DaemonThreads.bounded("tasktoken-async", 8);

    private final AnswerService<I, ? extends CompletableFuture<?>> service;
    private final CallLimiter limiter;
    private final Scheduler scheduler;

    AsyncAnswerSender(
            AnswerService<I, ? extends CompletableFuture<?>> service, CallLimiter limiter, Scheduler scheduler) {
        this.service = service;
        this.limiter = limiter;
        this.scheduler = scheduler;
    }

    boolean isFor(WorkKind kind) {
        return service.kind() == kind;
    }

    CompletableFuture<AnswerOutcome> send(WorkId id, PreparedAnswer answer) {
        id.checkNotRevoked();
        I own = service.idType().cast(id);
        return call(AnswerSender.callOf(answer), unlessRevoked(id, () -> AnswerSender.send(service, own, answer)), 1)
                .handle((accepted, thrown) -> {
                    AnswerOutcome known = thrown == null
                            ? AnswerOutcome.ACCEPTED
                            : refusalOf(thrown).toAnswer(answer, id);
                    LOG.debug("{} for {}: {}", answer.operation(), id, known);
                    return known;
                });
    }

    CompletableFuture<TaskStatus> heartbeat(WorkId id) {
        id.checkNotRevoked();
        I own = service.idType().cast(id);
        return call(WorkKind.Call.HEARTBEAT, unlessRevoked(id, () -> service.heartbeat(own)), 1)
                .handle((accepted, thrown) ->
                        thrown == null ? TaskStatus.OPEN : refusalOf(thrown).toStatus(id));
    }

    @Override
    public void close() {
        service.close();
    }

    /** The turn may come after the handler was given up. */
    private static Supplier<CompletableFuture<?>> unlessRevoked(
            WorkId id, Supplier<? extends CompletableFuture<?>> request) {
        return () -> {
            id.checkNotRevoked();
            return request.get();
        };
    }

    private CompletableFuture<@Nullable Object> call(
            WorkKind.Call call, Supplier<CompletableFuture<?>> request, int tries) {
        return callInTurn(call, turn -> start(request).whenComplete((response, thrown) -> limiter.leave()))
                .exceptionallyCompose(thrown -> retry(call, request, tries, Thrown.unwrap(thrown)));
    }

    private CompletableFuture<@Nullable Object> callInTurn(
            WorkKind.Call call, Function<@Nullable Void, CompletableFuture<@Nullable Object>> start) {
        CompletableFuture<@Nullable Void> turn = limiter.enter(AnswerSender.kindOf(call));
        return turn.isDone() ? turn.thenCompose(start) : turn.thenComposeAsync(start, STARTERS);
    }

    private static CompletableFuture<@Nullable Object> start(Supplier<CompletableFuture<?>> request) {
        try {
            return request.get().thenApply(response -> response);
        } catch (Throwable e) { // an Error, too, must leave the limiter
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<@Nullable Object> retry(
            WorkKind.Call call, Supplier<CompletableFuture<?>> request, int tries, Throwable thrown) {
        if (!(thrown instanceof RuntimeException reason)) {
            return CompletableFuture.failedFuture(thrown);
        }
        SendFailure failure = new SendFailure(reason, service.refusal(reason, call), tries - 1);
        try {
            CompletableFuture<@Nullable Void> delay = new CompletableFuture<>();
            scheduler.after(failure.delayBeforeRetry(), () -> delay.complete(null));
            return delay.thenComposeAsync(elapsed -> call(call, request, tries + 1), STARTERS);
        } catch (SendFailure isFinal) {
            return CompletableFuture.failedFuture(isFinal);
        }
    }

    private static SendFailure refusalOf(Throwable thrown) {
        Throwable reason = Thrown.unwrap(thrown);
        if (reason instanceof SendFailure refused) {
            return refused;
        }
        throw new CompletionException(reason);
    }
}

package dev.tasktoken;

import dev.tasktoken.internal.CallLimiter;
import dev.tasktoken.internal.DaemonThreads;
import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.Thrown;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;

/**
 * Makes the calls without waiting for them. {@link SendFailure} decides what a refusal means, as for
 * {@link AnswerSender}.
 */
final class AsyncAnswerSender {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncAnswerSender.class);

    /** Starting a call may block, on credentials for instance, so it does not run on the heartbeats' timer thread. */
    private static final Executor STARTERS = DaemonThreads.bounded("tasktoken-async", 8);

    private final SfnAsyncClient client;
    private final CallLimiter limiter;
    private final Scheduler scheduler;

    AsyncAnswerSender(SfnAsyncClient client, CallLimiter limiter, Scheduler scheduler) {
        this.client = client;
        this.limiter = limiter;
        this.scheduler = scheduler;
    }

    CompletableFuture<AnswerOutcome> send(TaskToken token, PreparedAnswer answer) {
        token.checkNotRevoked();
        return call(CallLimiter.Kind.ANSWER, unlessRevoked(token, () -> AnswerCalls.send(client, token, answer)), 1)
                .handle((accepted, thrown) -> {
                    AnswerOutcome known = thrown == null
                            ? AnswerOutcome.ACCEPTED
                            : refusalOf(thrown).toAnswer(answer, token);
                    LOG.debug("{} for {}: {}", answer.operation(), token, known);
                    return known;
                });
    }

    CompletableFuture<TaskStatus> heartbeat(TaskToken token) {
        token.checkNotRevoked();
        return call(CallLimiter.Kind.HEARTBEAT, unlessRevoked(token, () -> AnswerCalls.heartbeat(client, token)), 1)
                .handle((accepted, thrown) ->
                        thrown == null ? TaskStatus.OPEN : refusalOf(thrown).toStatus(token));
    }

    /** The turn may come after the handler was given up. */
    private static Supplier<CompletableFuture<?>> unlessRevoked(
            TaskToken token, Supplier<CompletableFuture<?>> request) {
        return () -> {
            token.checkNotRevoked();
            return request.get();
        };
    }

    private CompletableFuture<@Nullable Object> call(
            CallLimiter.Kind kind, Supplier<CompletableFuture<?>> request, int tries) {
        return callInTurn(kind, turn -> start(request).whenComplete((response, thrown) -> limiter.leave()))
                .exceptionallyCompose(thrown -> retry(kind, request, tries, Thrown.unwrap(thrown)));
    }

    private CompletableFuture<@Nullable Object> callInTurn(
            CallLimiter.Kind kind, Function<@Nullable Void, CompletableFuture<@Nullable Object>> start) {
        CompletableFuture<@Nullable Void> turn = limiter.enter(kind);
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
            CallLimiter.Kind kind, Supplier<CompletableFuture<?>> request, int tries, Throwable thrown) {
        if (!(thrown instanceof RuntimeException reason)) {
            return CompletableFuture.failedFuture(thrown);
        }
        try {
            CompletableFuture<@Nullable Void> delay = new CompletableFuture<>();
            scheduler.after(SfnErrors.delayBeforeRetry(reason, tries), () -> delay.complete(null));
            return delay.thenComposeAsync(elapsed -> call(kind, request, tries + 1), STARTERS);
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

package dev.tasktoken;

import dev.tasktoken.internal.Thrown;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;

/**
 * Answers paused tasks without blocking a thread, with the decisions of {@link TokenResponder}: what that returns
 * completes the future, what that throws fails it.
 *
 * <p>Defaults are {@link TokenResponder}'s, and:
 *
 * <ul>
 *   <li>client: the SDK's default asynchronous one, with 10 s per attempt and 30 s per call, closed with the responder.
 *       A client that is passed in keeps its own settings and stays the caller's to close
 *   <li>at most 50 calls at once, which is as many connections as that client opens; further ones wait, answers before
 *       heartbeats
 * </ul>
 *
 * <p>Immutable and thread-safe. Results are written as JSON on the calling thread; futures complete on the SDK's
 * threads, which must not be blocked. Cancelling a future does not take its call back.
 *
 * <pre>{@code
 * responder.succeed(envelope, receipt).thenAccept(answer -> log.info("{}", answer));
 * }</pre>
 */
public final class AsyncTokenResponder implements AutoCloseable {
    private final SfnAsyncClient client;
    private final boolean ownsClient;
    private final AnswerWriter writer;
    private final AsyncAnswerSender sender;

    AsyncTokenResponder(TokenResponder.Builder builder, SfnAsyncClient client, boolean ownsClient) {
        this.client = client;
        this.ownsClient = ownsClient;
        this.writer = builder.writer();
        this.sender = new AsyncAnswerSender(client, builder.asyncLimiter(), builder.scheduler);
    }

    /**
     * Returns a responder with the SDK's default asynchronous client, which it closes.
     *
     * @return the responder
     */
    public static AsyncTokenResponder create() {
        return TokenResponder.builder().buildAsync();
    }

    /**
     * Returns a responder over the caller's client. For other settings, {@link TokenResponder.Builder#buildAsync}.
     *
     * @param client stays the caller's to close
     * @return the responder
     */
    public static AsyncTokenResponder of(SfnAsyncClient client) {
        return TokenResponder.builder().buildAsync(client);
    }

    /**
     * Completes the task with a result.
     *
     * @param task whose task
     * @param output written as JSON by the codec: a {@code String} becomes a JSON string, {@code null} becomes
     *     {@code null}; at most 262,144 bytes in UTF-8
     * @return what is known of the answer; fails as {@link TokenResponder#succeed} throws
     */
    public CompletableFuture<AnswerOutcome> succeed(PausedTask task, @Nullable Object output) {
        return future(() -> sendOutput(task.taskToken(), writer.success(output)));
    }

    /**
     * Completes the task with JSON text, sent verbatim after a check that it is JSON.
     *
     * @param task whose task
     * @param json one JSON value, at most 262,144 bytes in UTF-8
     * @return what is known of the answer; fails as {@link TokenResponder#succeedJson} throws
     */
    public CompletableFuture<AnswerOutcome> succeedJson(PausedTask task, String json) {
        return future(() -> sendOutput(task.taskToken(), writer.successJson(json)));
    }

    /**
     * Fails the task with what was thrown, as the failure mapper reports it.
     *
     * @param task whose task
     * @param reason what was thrown
     * @return what is known of the answer; fails as {@link TokenResponder#fail(PausedTask, Throwable)} throws
     */
    public CompletableFuture<AnswerOutcome> fail(PausedTask task, Throwable reason) {
        return future(() -> send(task.taskToken(), writer.failure(task.taskToken(), reason)));
    }

    /**
     * Fails the task with this error and cause, cut to 256 and 32,768 characters where longer.
     *
     * @param task whose task
     * @param error the error name that {@code Retry} and {@code Catch} match
     * @param cause what a person or a {@code Catch} state reads
     * @return what is known of the answer; fails as {@link TokenResponder#fail(PausedTask, String, String)} throws
     */
    public CompletableFuture<AnswerOutcome> fail(PausedTask task, String error, String cause) {
        TaskFailure failure = new TaskFailure(error, cause);
        return future(() -> send(task.taskToken(), FailureTruncator.of(failure, task.taskToken())));
    }

    /**
     * Sends a sign of life, which resets the task's heartbeat clock and nothing else.
     *
     * @param task whose task
     * @return whether the task still waits; fails as {@link TokenResponder#heartbeat} throws
     */
    public CompletableFuture<TaskStatus> heartbeat(PausedTask task) {
        return future(() -> sender.heartbeat(task.taskToken()));
    }

    /** Closes the client if this responder made it; a client that was passed in is left alone. */
    @Override
    public void close() {
        if (ownsClient) {
            client.close();
        }
    }

    private CompletableFuture<AnswerOutcome> sendOutput(TaskToken token, PreparedAnswer written) {
        return written instanceof PreparedAnswer.Failure failure ? failInstead(token, failure) : send(token, written);
    }

    private CompletableFuture<AnswerOutcome> send(TaskToken token, PreparedAnswer answer) {
        return sender.send(token, answer)
                .exceptionallyCompose(thrown -> Thrown.unwrap(thrown) instanceof SendFailure.Output
                        ? failInstead(token, OutputWriter.notJson())
                        : CompletableFuture.failedFuture(thrown));
    }

    private CompletableFuture<AnswerOutcome> failInstead(TaskToken token, PreparedAnswer.Failure failure) {
        return send(token, failure).thenApply(answer -> {
            throw OutputRejectedException.insteadOfOutput(token, failure, answer);
        });
    }

    private static <T> CompletableFuture<T> future(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}

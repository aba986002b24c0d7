package dev.tasktoken;

import dev.tasktoken.internal.Thrown;
import dev.tasktoken.service.AnswerService;
import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.WorkId;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers paused work without blocking a thread, with the decisions of {@link Responder}: what that returns completes
 * the future, what that throws fails it.
 *
 * <p>Immutable and thread-safe. Results are written as JSON on the calling thread; futures complete on the SDK's
 * threads, which must not be blocked. Cancelling a future does not take its call back.
 *
 * @param <W> the work that it answers
 */
public abstract class AsyncResponder<W extends PausedWork> implements AutoCloseable {
    private final AnswerWriter writer;
    private final AsyncAnswerSender<?> sender;

    /**
     * Creates a responder over a service.
     *
     * @param builder the settings; at most 50 calls at once if none is set
     * @param service makes the calls; closed with this responder
     */
    protected AsyncResponder(Responder.Builder<?> builder, AnswerService<?, ? extends CompletableFuture<?>> service) {
        this.writer = builder.writer();
        this.sender = new AsyncAnswerSender<>(service, builder.asyncLimiter(), builder.scheduler);
    }

    /**
     * Completes the work with a result.
     *
     * @param work whose task or callback
     * @param output written as JSON by the codec: a {@code String} becomes a JSON string, {@code null} becomes
     *     {@code null}; at most 262,144 bytes in UTF-8
     * @return what is known of the answer; fails as {@link Responder#succeed} throws
     */
    public final CompletableFuture<AnswerOutcome> succeed(W work, @Nullable Object output) {
        return future(
                () -> sendOutput(work.workId(), writer.success(work.workId().kind(), output)));
    }

    /**
     * Completes the work with JSON text, sent verbatim after a check that it is JSON.
     *
     * @param work whose task or callback
     * @param json one JSON value, at most 262,144 bytes in UTF-8
     * @return what is known of the answer; fails as {@link Responder#succeedJson} throws
     */
    public final CompletableFuture<AnswerOutcome> succeedJson(W work, String json) {
        return future(
                () -> sendOutput(work.workId(), writer.successJson(work.workId().kind(), json)));
    }

    /**
     * Fails the work with what was thrown, as the failure mapper reports it.
     *
     * @param work whose task or callback
     * @param reason what was thrown
     * @return what is known of the answer; fails as {@link Responder#fail(PausedWork, Throwable)} throws
     */
    public final CompletableFuture<AnswerOutcome> fail(W work, Throwable reason) {
        return future(() -> send(work.workId(), writer.failure(work.workId(), reason)));
    }

    /**
     * Fails the work with this error and cause, cut to 256 and 32,768 characters where longer.
     *
     * @param work whose task or callback
     * @param error the error name that {@code Retry} and {@code Catch} match
     * @param cause what a person or a {@code Catch} state reads
     * @return what is known of the answer; fails as {@link Responder#fail(PausedWork, String, String)} throws
     */
    public final CompletableFuture<AnswerOutcome> fail(W work, String error, String cause) {
        TaskFailure failure = new TaskFailure(error, cause);
        return future(() -> send(work.workId(), FailureTruncator.of(failure, work.workId())));
    }

    /**
     * Sends a sign of life, which resets its heartbeat clock and nothing else.
     *
     * @param work whose task or callback
     * @return whether the work still waits; fails as {@link Responder#heartbeat} throws
     */
    public final CompletableFuture<TaskStatus> heartbeat(W work) {
        return future(() -> senderFor(work.workId()).heartbeat(work.workId()));
    }

    /** Closes the client that was made for this responder; one that was passed in is left alone. */
    @Override
    public void close() {
        sender.close();
    }

    private AsyncAnswerSender<?> senderFor(WorkId id) {
        if (!sender.isFor(id.kind())) {
            throw Responder.notAnswered(id);
        }
        return sender;
    }

    private CompletableFuture<AnswerOutcome> sendOutput(WorkId id, PreparedAnswer written) {
        return written instanceof PreparedAnswer.Failure failure ? failInstead(id, failure) : send(id, written);
    }

    private CompletableFuture<AnswerOutcome> send(WorkId id, PreparedAnswer answer) {
        return senderFor(id)
                .send(id, answer)
                .exceptionallyCompose(thrown -> Thrown.unwrap(thrown) instanceof SendFailure.Output
                        ? failInstead(id, AnswerWriter.notJson(id.kind()))
                        : CompletableFuture.failedFuture(thrown));
    }

    private CompletableFuture<AnswerOutcome> failInstead(WorkId id, PreparedAnswer.Failure failure) {
        return send(id, failure).thenApply(answer -> {
            throw OutputRejectedException.insteadOfOutput(id, failure, answer);
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

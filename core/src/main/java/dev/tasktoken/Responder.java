package dev.tasktoken;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.internal.CallLimiter;
import dev.tasktoken.internal.CallLimits;
import dev.tasktoken.internal.RevokedIds;
import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.Sleeper;
import dev.tasktoken.service.AnswerService;
import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.WorkId;
import dev.tasktoken.service.WorkKind;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers paused work: success, failure, heartbeat. {@link TokenResponder} answers the tasks of Step Functions, and
 * {@code CallbackResponder} of {@code tasktoken-durable-adapter} the callbacks of Lambda durable functions.
 * {@link #both} answers either.
 *
 * <p>Answering returns what is known and does not throw for what is normal: work that is closed already is
 * {@link AnswerOutcome#ALREADY_CLOSED}, not an error. A failure can always be sent: error and cause are first cut to
 * the limits of Step Functions, which are used for both services. The work's own id is removed from them, in every
 * usual spelling (see {@link TaskFailure}).
 *
 * <p>Immutable and thread-safe. Calls block for at most the client's own timeouts and retries, in any of its retry
 * modes.
 *
 * @param <W> the work that it answers
 */
public abstract class Responder<W extends PausedWork> implements AutoCloseable {
    private final List<AnswerSender<?>> senders;
    private final AnswerWriter writer;
    private final List<RevokedIds> revoked;

    /**
     * Creates a responder over a service.
     *
     * @param builder the settings
     * @param service makes the calls; closed with this responder
     */
    protected Responder(Builder<?> builder, AnswerService<?, ?> service) {
        this.senders = List.of(new AnswerSender<>(service, builder.limiter(), builder.sleeper));
        this.writer = builder.writer();
        this.revoked = List.of(new RevokedIds(builder.scheduler));
    }

    /** Shares everything but the writer. */
    Responder(Responder<W> shared, AnswerWriter writer) {
        this(shared.senders, writer, shared.revoked);
    }

    private Responder(List<AnswerSender<?>> senders, AnswerWriter writer, List<RevokedIds> revoked) {
        this.senders = senders;
        this.writer = writer;
        this.revoked = revoked;
    }

    /** What is made of other responders. */
    private static final class Made<W extends PausedWork> extends Responder<W> {
        private Made(List<AnswerSender<?>> senders, AnswerWriter writer, List<RevokedIds> revoked) {
            super(senders, writer, revoked);
        }
    }

    /**
     * Returns a responder for both kinds of work: each is answered by the responder for its kind.
     *
     * @param tasks answers tasks; its codec, failure mapper and store for oversized output are used for callbacks, too
     * @param callbacks answers callbacks
     * @return a responder that shares the clients, limits and revoked ids of both; closing it closes both
     */
    public static Responder<PausedWork> both(
            Responder<? extends PausedTask> tasks, Responder<? extends PausedCallback> callbacks) {
        Responder<?> first = tasks;
        Responder<?> second = callbacks;
        List<AnswerSender<?>> senders =
                Stream.concat(first.senders.stream(), second.senders.stream()).toList();
        List<RevokedIds> revoked =
                Stream.concat(first.revoked.stream(), second.revoked.stream()).toList();
        return new Made<>(senders, first.writer, revoked);
    }

    /**
     * Returns this responder for code that has work of either kind. What this responder cannot answer is refused with
     * {@link InvalidTaskTokenException}.
     *
     * @return the same responder
     */
    @SuppressWarnings("unchecked") // W is only what the compiler lets in, and work's id is checked
    public final Responder<PausedWork> forAnyWork() {
        return (Responder<PausedWork>) this;
    }

    /**
     * Returns whether it can answer work of a kind.
     *
     * @param kind the kind
     * @return whether it has a service for it
     */
    public final boolean answers(WorkKind kind) {
        return senders.stream().anyMatch(sender -> sender.isFor(kind));
    }

    /**
     * Checks that it can answer work of this kind, for callers that answer later.
     *
     * @param work whose task or callback
     * @throws InvalidTaskTokenException if it is of a kind that this responder does not answer
     */
    public final void checkAnswers(W work) {
        senderFor(work.workId());
    }

    /**
     * Completes the work with a result.
     *
     * @param work whose task or callback
     * @param output written as JSON by the codec: a {@code String} becomes a JSON string, {@code null} becomes
     *     {@code null}; at most 262,144 bytes in UTF-8
     * @return what is known of the answer
     * @throws OutputRejectedException if the output is too large or cannot be written, or holds a {@code Future}, a
     *     {@code CompletionStage} or a reactive {@code Publisher}; the task has been failed with that name instead
     * @throws InvalidTaskTokenException if the service does not know the token or id, or it is of a kind that this
     *     responder does not answer
     * @throws AnswerNotDeliveredException if the call was not delivered after its retries
     * @throws AnswerNotPermittedException if the permission for the operation ({@code states:SendTaskSuccess}) or the
     *     use of the KMS key is missing
     * @throws IllegalStateException if the work's handler was given up, see
     *     {@link dev.tasktoken.processor.DeadlineAction DeadlineAction}
     */
    public final AnswerOutcome succeed(W work, @Nullable Object output) {
        return sendOutput(work.workId(), writer.success(work.workId().kind(), output));
    }

    /**
     * Completes the work with JSON text, sent verbatim after a check that it is JSON.
     *
     * @param work whose task or callback
     * @param json one JSON value, at most 262,144 bytes in UTF-8; the bare word {@code abc} is none, {@code "abc"} with
     *     its quotes is
     * @return what is known of the answer
     * @throws OutputRejectedException if the text is not JSON or too large; the task has been failed with that name
     *     instead
     * @throws InvalidTaskTokenException if the service does not know the token or id, or it is of a kind that this
     *     responder does not answer
     * @throws AnswerNotDeliveredException if the call was not delivered after its retries
     * @throws AnswerNotPermittedException if the permission for the operation ({@code states:SendTaskSuccess}) or the
     *     use of the KMS key is missing
     * @throws IllegalStateException if the work's handler was given up, see
     *     {@link dev.tasktoken.processor.DeadlineAction DeadlineAction}
     */
    public final AnswerOutcome succeedJson(W work, String json) {
        return sendOutput(work.workId(), writer.successJson(work.workId().kind(), json));
    }

    /**
     * Fails the work with what was thrown, as the failure mapper reports it; a {@link TaskFailureException} says it
     * itself.
     *
     * @param work whose task or callback
     * @param reason what was thrown
     * @return what is known of the answer
     * @throws InvalidTaskTokenException if the service does not know the token or id, or it is of a kind that this
     *     responder does not answer
     * @throws AnswerNotDeliveredException if the call was not delivered after its retries
     * @throws AnswerNotPermittedException if the permission for the operation ({@code states:SendTaskFailure}) or the
     *     use of the KMS key is missing
     * @throws IllegalStateException if the work's handler was given up, see
     *     {@link dev.tasktoken.processor.DeadlineAction DeadlineAction}
     */
    public final AnswerOutcome fail(W work, Throwable reason) {
        WorkId id = work.workId();
        return send(id, writer.failure(id, reason));
    }

    /**
     * Fails the work with this error and cause, cut to 256 and 32,768 characters where longer.
     *
     * @param work whose task or callback
     * @param error the error name that {@code Retry} and {@code Catch} match
     * @param cause what a person or a {@code Catch} state reads; a cause that is JSON stays JSON when it is cut
     * @return what is known of the answer
     * @throws InvalidTaskTokenException if the service does not know the token or id, or it is of a kind that this
     *     responder does not answer
     * @throws AnswerNotDeliveredException if the call was not delivered after its retries
     * @throws AnswerNotPermittedException if the permission for the operation ({@code states:SendTaskFailure}) or the
     *     use of the KMS key is missing
     * @throws IllegalStateException if the work's handler was given up, see
     *     {@link dev.tasktoken.processor.DeadlineAction DeadlineAction}
     */
    public final AnswerOutcome fail(W work, String error, String cause) {
        WorkId id = work.workId();
        return send(id, FailureTruncator.of(new TaskFailure(error, cause), id));
    }

    /**
     * Sends a sign of life, which resets the heartbeat clock ({@code HeartbeatSeconds}, {@code HeartbeatTimeout}) and
     * nothing else: {@code TimeoutSeconds} or {@code Timeout} stays the hard limit.
     *
     * @param work whose task or callback
     * @return whether the work still waits
     * @throws InvalidTaskTokenException if the service does not know the token or id, or it is of a kind that this
     *     responder does not answer
     * @throws AnswerNotDeliveredException if the call was not delivered after its retries
     * @throws AnswerNotPermittedException if the permission for the operation ({@code states:SendTaskHeartbeat}) is
     *     missing
     * @throws IllegalStateException if the work's handler was given up, see
     *     {@link dev.tasktoken.processor.DeadlineAction DeadlineAction}
     */
    public final TaskStatus heartbeat(W work) {
        return heartbeat(work.workId(), () -> true);
    }

    /** Closes the clients that were made for this responder; one that was passed in is left alone. */
    @Override
    public void close() {
        senders.forEach(AnswerSender::close);
    }

    /** Sends a heartbeat unless it is no longer wanted when its turn comes; then the status is unknown. */
    final TaskStatus heartbeat(WorkId id, BooleanSupplier wanted) {
        checkNotRevoked(id);
        return senderFor(id).heartbeat(id, wanted);
    }

    /**
     * Prepares a result to be recorded before it is sent.
     *
     * @param work whose task or callback
     * @param output written as JSON by the codec, as {@link #succeed} does
     * @return the success; a {@link PreparedAnswer.Failure} that says why if the output cannot be sent
     */
    public final PreparedAnswer prepare(W work, @Nullable Object output) {
        return writer.success(work.workId().kind(), output);
    }

    /**
     * Prepares JSON text to be recorded before it is sent, as {@link #succeedJson} does.
     *
     * @param work whose task or callback
     * @param json one JSON value
     * @return the success; a {@link PreparedAnswer.Failure} that says why if the text cannot be sent
     */
    public final PreparedAnswer prepareJson(W work, String json) {
        return writer.successJson(work.workId().kind(), json);
    }

    /**
     * Prepares a failure to be recorded before it is sent.
     *
     * @param work whose id is taken out of the texts
     * @param failure the failure
     * @return the failure, cut to the service's limits
     */
    public final PreparedAnswer.Failure prepareFailure(W work, TaskFailure failure) {
        return writer.failure(work.workId(), failure);
    }

    /**
     * Prepares a failure to be recorded before it is sent, as {@link #fail(PausedWork, Throwable)} does.
     *
     * @param work whose id is taken out of the texts
     * @param reason what was thrown
     * @return the failure, cut to the service's limits
     */
    public final PreparedAnswer.Failure prepareFailure(W work, Throwable reason) {
        return writer.failure(work.workId(), reason);
    }

    /**
     * Returns this responder with the codec that payloads are read with, which then writes results, too. A codec or
     * mapper that was set for this responder is not replaced.
     *
     * @param payloads reads the payloads
     * @return a responder that shares this one's clients, limits and revoked ids; closing either closes the clients
     *     that were made for this responder
     */
    public Responder<W> withPayloadCodec(JsonCodec payloads) {
        return new Made<>(senders, writer.forPayloadsOf(payloads), revoked);
    }

    /**
     * Sends a prepared answer.
     *
     * @param work whose task or callback
     * @param answer prepared by this responder, or rebuilt from what was recorded of one
     * @return what is known of the answer
     * @throws OutputRejectedException if the service refused the output as such; the task has been failed with that
     *     name instead
     * @throws InvalidTaskTokenException if the service does not know the token or id, or it is of a kind that this
     *     responder does not answer
     * @throws AnswerNotDeliveredException if the call was not delivered after its retries
     * @throws AnswerNotPermittedException if the permission for its operation or the use of the KMS key is missing
     * @throws IllegalArgumentException if it was prepared for work of another kind
     * @throws IllegalStateException if the id is revoked
     */
    public final AnswerOutcome send(W work, PreparedAnswer answer) {
        WorkId id = work.workId();
        if (answer.kind() != id.kind()) {
            throw new IllegalArgumentException("The answer was prepared for a " + answer.kind() + ": " + id);
        }
        return send(id, answer);
    }

    /**
     * Revokes work whose handler is given up: the id object, and for 15 minutes every copy of it that this responder
     * answers with, or one that shares its revoked ids, but {@link WorkId#unrevoked()} ones. At most 4,096 ids are
     * remembered.
     *
     * @param work whose task or callback
     */
    public final void revoke(W work) {
        WorkId id = work.workId();
        id.revoke();
        revoked.forEach(ids -> ids.add(id.hash()));
    }

    /**
     * Accepts copies of a revoked id, because the work is processed another time.
     *
     * @param work whose task or callback; the object that was revoked stays so
     */
    public final void readmit(W work) {
        revoked.forEach(ids -> ids.remove(work.workId().hash()));
    }

    /**
     * Returns whether this responder refuses to answer by the id.
     *
     * @param work whose task or callback
     * @return whether its handler was given up
     */
    public final boolean isRevoked(W work) {
        return isRevokedHere(work.workId());
    }

    private boolean isRevokedHere(WorkId id) {
        return id.isRevoked() || (!id.isOwn() && revoked.stream().anyMatch(ids -> ids.contains(id.hash())));
    }

    private AnswerOutcome send(WorkId id, PreparedAnswer answer) {
        checkNotRevoked(id);
        try {
            return senderFor(id).send(id, answer);
        } catch (SendFailure.Output refused) {
            return failInstead(id, AnswerWriter.notJson(id.kind()));
        }
    }

    private void checkNotRevoked(WorkId id) {
        if (isRevokedHere(id)) {
            throw id.revokedException();
        }
    }

    private AnswerOutcome sendOutput(WorkId id, PreparedAnswer written) {
        return written instanceof PreparedAnswer.Failure failure ? failInstead(id, failure) : send(id, written);
    }

    private AnswerOutcome failInstead(WorkId id, PreparedAnswer.Failure failure) {
        throw OutputRejectedException.insteadOfOutput(id, failure, send(id, failure));
    }

    private AnswerSender<?> senderFor(WorkId id) {
        return senders.stream()
                .filter(sender -> sender.isFor(id.kind()))
                .findFirst()
                .orElseThrow(() -> notAnswered(id));
    }

    static InvalidTaskTokenException notAnswered(WorkId id) {
        String answered =
                id.kind() == WorkKind.TASK ? "callbacks of Lambda durable functions" : "tasks of Step Functions";
        return new InvalidTaskTokenException(
                "This responder answers " + answered + " and not " + id + ". Responder.both(...) answers either kind");
    }

    AnswerWriter writer() {
        return writer;
    }

    /**
     * Sets up a responder. Setters check at once. Not thread-safe.
     *
     * @param <B> the builder itself
     */
    public abstract static class Builder<B extends Builder<B>> {
        private static final int ASYNC_CALLS = 50;

        private @Nullable JsonCodec codec;
        private FailureMapper failureMapper = FailureMapper.lambda();
        private @Nullable OversizedOutputStore oversizedOutput;
        private CallLimits limits = CallLimits.NONE;
        private Sleeper sleeper = Sleeper.sleeping();
        Scheduler scheduler = Scheduler.system();

        /** For a builder that adds the client. */
        protected Builder() {}

        @SuppressWarnings("unchecked") // B is the subclass itself
        private B self() {
            return (B) this;
        }

        /**
         * Sets the mapper of Jackson 2 that writes results as JSON: short for {@link #codec}.
         *
         * @param mapper copied, so that later changes to it have no effect
         * @return this builder
         */
        public final B mapper(ObjectMapper mapper) {
            return codec(JsonCodec.of(mapper));
        }

        /**
         * Sets what writes results as JSON. A processor needs this only where results are to be written by another
         * codec than payloads are read by: it uses its reader's
         * ({@link dev.tasktoken.delivery.CallbackReader.Builder#codec CallbackReader.Builder.codec}) if none is set
         * here. Callers that answer by hand, or through {@link dev.tasktoken.pending.PendingTasks PendingTasks}, have
         * no reader and set it here.
         *
         * @param codec writes the results
         * @return this builder
         */
        public final B codec(JsonCodec codec) {
            this.codec = Objects.requireNonNull(codec, "codec");
            return self();
        }

        /**
         * Sets how exceptions become failures.
         *
         * @param failureMapper thread-safe
         * @return this builder
         */
        public final B failureMapper(FailureMapper failureMapper) {
            this.failureMapper = Objects.requireNonNull(failureMapper, "failureMapper");
            return self();
        }

        /**
         * Sets how a result of more than 262,144 bytes is stored.
         *
         * @param oversizedOutput stores it and returns a reference
         * @return this builder
         */
        public final B oversizedOutput(OversizedOutputStore oversizedOutput) {
            this.oversizedOutput = Objects.requireNonNull(oversizedOutput, "oversizedOutput");
            return self();
        }

        /**
         * Limits the calls that this responder starts, so that one worker leaves others their share of the account's
         * quota. A call beyond the limit waits for its turn, answers before heartbeats; the SDK's own retries are not
         * counted. Unlimited by default: throttling is then met by the SDK's retries, best with its adaptive mode
         * ({@code RetryMode.ADAPTIVE_V2}) where a client is passed in.
         *
         * @param callsPerSecond at least 1; as many may start at once after a quiet second
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public final B callsPerSecond(int callsPerSecond) {
            this.limits = limits.perSecond(callsPerSecond);
            return self();
        }

        /**
         * Limits the calls that run at once; further ones wait for their turn, answers before heartbeats. Unlimited by
         * default where calls block, 50 where they do not.
         *
         * @param maxConcurrentCalls at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public final B maxConcurrentCalls(int maxConcurrentCalls) {
            this.limits = limits.atOnce(maxConcurrentCalls);
            return self();
        }

        AnswerWriter writer() {
            return new AnswerWriter(codec, oversizedOutput, failureMapper);
        }

        CallLimiter limiter() {
            return new CallLimiter(scheduler, limits);
        }

        CallLimiter asyncLimiter() {
            boolean unset = limits.atOnce() == CallLimits.NONE.atOnce();
            return new CallLimiter(scheduler, unset ? limits.atOnce(ASYNC_CALLS) : limits);
        }

        final B sleeper(Sleeper sleeper) {
            this.sleeper = sleeper;
            return self();
        }

        final B scheduler(Scheduler scheduler) {
            this.scheduler = scheduler;
            return self();
        }
    }
}

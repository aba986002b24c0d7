package dev.tasktoken;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.internal.CallLimiter;
import dev.tasktoken.internal.CallLimits;
import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.Sleeper;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Answers paused tasks: success, failure, heartbeat.
 *
 * <p>Answering returns what is known and does not throw for what is normal: a task that is closed already is
 * {@link AnswerOutcome#ALREADY_CLOSED}, not an error. A failure can always be sent: error and cause are first cut to
 * the service's limits. The task's own token is removed from them, in every usual spelling (see {@link TaskFailure}).
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>client: the SDK's default, with 10 s per attempt and 30 s per call, closed with the responder. A client that is
 *       passed in keeps its own settings and stays the caller's to close
 *   <li>codec: the one that the payload was read with, where a {@link dev.tasktoken.processor.CallbackProcessor
 *       CallbackProcessor} answers; else {@link JsonCodec#standard()}
 *   <li>failures: as Lambda reports them, {@link FailureMapper#lambda()}
 *   <li>oversized output: the task is failed with {@link TaskFailure#OUTPUT_TOO_LARGE}
 * </ul>
 *
 * <p>Immutable and thread-safe. Calls block for at most the client's own timeouts and retries, in any of its retry
 * modes. The SDK does not retry throttling by the KMS key, so the responder retries that up to three times. The quota
 * of {@code SendTask*} is the account's: 3,000 burst and 500 a second in the largest Regions (Step Functions quotas).
 *
 * <pre>{@code
 * try (TokenResponder responder = TokenResponder.create()) {
 *     responder.succeed(SqsMessages.read(message), receipt);
 * }
 * }</pre>
 */
public final class TokenResponder implements AutoCloseable {
    private final SfnClient client;
    private final boolean ownsClient;
    private final AnswerWriter writer;
    private final AnswerSender sender;
    private final RevokedTokens revoked;

    /** Shares everything but the writer. */
    private TokenResponder(TokenResponder shared, AnswerWriter writer) {
        this.client = shared.client;
        this.ownsClient = shared.ownsClient;
        this.writer = writer;
        this.sender = shared.sender;
        this.revoked = shared.revoked;
    }

    private TokenResponder(Builder builder, SfnClient client, boolean ownsClient) {
        this.client = client;
        this.ownsClient = ownsClient;
        this.writer = builder.writer();
        this.sender = new AnswerSender(client, builder.limiter(), builder.sleeper);
        this.revoked = new RevokedTokens(builder.scheduler);
    }

    /**
     * Returns a responder with the SDK's default client, which it closes.
     *
     * @return the responder
     */
    public static TokenResponder create() {
        return builder().build();
    }

    /**
     * Returns a responder over the caller's client.
     *
     * @param client stays the caller's to close
     * @return the responder
     */
    public static TokenResponder of(SfnClient client) {
        return builder().client(client).build();
    }

    /**
     * Returns a builder with the defaults listed above.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Completes the task with a result.
     *
     * @param task whose task
     * @param output written as JSON by the codec: a {@code String} becomes a JSON string, {@code null} becomes
     *     {@code null}; at most 262,144 bytes in UTF-8
     * @return what is known of the answer
     * @throws OutputRejectedException if the output is too large or cannot be written, or holds a {@code Future}, a
     *     {@code CompletionStage} or a reactive {@code Publisher}; the task has been failed with that name instead
     * @throws InvalidTaskTokenException if the service cannot decode the token
     * @throws AnswerNotDeliveredException if the call was not delivered after its retries
     * @throws AnswerNotPermittedException if {@code states:SendTaskSuccess} or the use of the KMS key is missing
     * @throws IllegalStateException if the token's handler was given up, see
     *     {@link dev.tasktoken.processor.DeadlineAction DeadlineAction}
     */
    public AnswerOutcome succeed(PausedTask task, @Nullable Object output) {
        return sendOutput(task.taskToken(), writer.success(output));
    }

    /**
     * Completes the task with JSON text, sent verbatim after a check that it is JSON.
     *
     * @param task whose task
     * @param json one JSON value, at most 262,144 bytes in UTF-8; the bare word {@code abc} is none, {@code "abc"} with
     *     its quotes is
     * @return what is known of the answer
     * @throws OutputRejectedException if the text is not JSON or too large; the task has been failed with that name
     *     instead
     * @throws InvalidTaskTokenException if the service cannot decode the token
     * @throws AnswerNotDeliveredException if the call was not delivered after its retries
     * @throws AnswerNotPermittedException if {@code states:SendTaskSuccess} or the use of the KMS key is missing
     * @throws IllegalStateException if the token's handler was given up, see
     *     {@link dev.tasktoken.processor.DeadlineAction DeadlineAction}
     */
    public AnswerOutcome succeedJson(PausedTask task, String json) {
        return sendOutput(task.taskToken(), writer.successJson(json));
    }

    /**
     * Fails the task with what was thrown, as the failure mapper reports it; a {@link TaskFailureException} says it
     * itself.
     *
     * @param task whose task
     * @param reason what was thrown
     * @return what is known of the answer
     * @throws InvalidTaskTokenException if the service cannot decode the token
     * @throws AnswerNotDeliveredException if the call was not delivered after its retries
     * @throws AnswerNotPermittedException if {@code states:SendTaskFailure} or the use of the KMS key is missing
     * @throws IllegalStateException if the token's handler was given up, see
     *     {@link dev.tasktoken.processor.DeadlineAction DeadlineAction}
     */
    public AnswerOutcome fail(PausedTask task, Throwable reason) {
        TaskToken token = task.taskToken();
        return send(token, writer.failure(token, reason));
    }

    /**
     * Fails the task with this error and cause, cut to 256 and 32,768 characters where longer.
     *
     * @param task whose task
     * @param error the error name that {@code Retry} and {@code Catch} match
     * @param cause what a person or a {@code Catch} state reads; a cause that is JSON stays JSON when it is cut
     * @return what is known of the answer
     * @throws InvalidTaskTokenException if the service cannot decode the token
     * @throws AnswerNotDeliveredException if the call was not delivered after its retries
     * @throws AnswerNotPermittedException if {@code states:SendTaskFailure} or the use of the KMS key is missing
     * @throws IllegalStateException if the token's handler was given up, see
     *     {@link dev.tasktoken.processor.DeadlineAction DeadlineAction}
     */
    public AnswerOutcome fail(PausedTask task, String error, String cause) {
        TaskToken token = task.taskToken();
        return send(token, FailureTruncator.of(new TaskFailure(error, cause), token));
    }

    /**
     * Sends a sign of life, which resets the task's heartbeat clock ({@code HeartbeatSeconds}) and nothing else:
     * {@code TimeoutSeconds} stays the hard limit.
     *
     * @param task whose task
     * @return whether the task still waits
     * @throws InvalidTaskTokenException if the service cannot decode the token
     * @throws AnswerNotDeliveredException if the call was not delivered after its retries
     * @throws AnswerNotPermittedException if {@code states:SendTaskHeartbeat} is missing
     * @throws IllegalStateException if the token's handler was given up, see
     *     {@link dev.tasktoken.processor.DeadlineAction DeadlineAction}
     */
    public TaskStatus heartbeat(PausedTask task) {
        return heartbeat(task.taskToken(), () -> true);
    }

    /** Closes the client if this responder made it; a client that was passed in is left alone. */
    @Override
    public void close() {
        if (ownsClient) {
            client.close();
        }
    }

    /** Sends a heartbeat unless it is no longer wanted when its turn comes; then the status is unknown. */
    TaskStatus heartbeat(TaskToken token, BooleanSupplier wanted) {
        checkNotRevoked(token);
        return sender.heartbeat(token, wanted);
    }

    /**
     * Prepares a result to be recorded before it is sent.
     *
     * @param output written as JSON by the codec, as {@link #succeed} does
     * @return the success; a {@link PreparedAnswer.Failure} that says why if the output cannot be sent
     */
    public PreparedAnswer prepare(@Nullable Object output) {
        return writer.success(output);
    }

    /**
     * Prepares JSON text to be recorded before it is sent, as {@link #succeedJson} does.
     *
     * @param json one JSON value
     * @return the success; a {@link PreparedAnswer.Failure} that says why if the text cannot be sent
     */
    public PreparedAnswer prepareJson(String json) {
        return writer.successJson(json);
    }

    /**
     * Prepares a failure to be recorded before it is sent.
     *
     * @param task whose token is taken out of the texts
     * @param failure the failure
     * @return the failure, cut to the service's limits
     */
    public PreparedAnswer.Failure prepareFailure(PausedTask task, TaskFailure failure) {
        return writer.failure(task, failure);
    }

    /**
     * Prepares a failure to be recorded before it is sent, as {@link #fail(PausedTask, Throwable)} does.
     *
     * @param task whose token is taken out of the texts
     * @param reason what was thrown
     * @return the failure, cut to the service's limits
     */
    public PreparedAnswer.Failure prepareFailure(PausedTask task, Throwable reason) {
        return writer.failure(task, reason);
    }

    /**
     * Returns this responder with the codec that payloads are read with, which then writes results, too. A codec or
     * mapper that was set for this responder is not replaced.
     *
     * @param payloads reads the tasks' payloads
     * @return a responder that shares this one's client, limits and revoked tokens; closing either closes the client if
     *     this responder made it
     */
    public TokenResponder withPayloadCodec(JsonCodec payloads) {
        return new TokenResponder(this, writer.forPayloadsOf(payloads));
    }

    /**
     * Sends a prepared answer.
     *
     * @param task whose task
     * @param answer prepared by this responder, or rebuilt from what was recorded of one
     * @return what is known of the answer
     * @throws OutputRejectedException if the service refused the output as such; the task has been failed with that
     *     name instead
     * @throws InvalidTaskTokenException if the service cannot decode the token
     * @throws AnswerNotDeliveredException if the call was not delivered after its retries
     * @throws AnswerNotPermittedException if the permission for its operation or the use of the KMS key is missing
     * @throws IllegalStateException if the token is revoked
     */
    public AnswerOutcome send(PausedTask task, PreparedAnswer answer) {
        return send(task.taskToken(), answer);
    }

    /**
     * Revokes a task whose handler is given up: the token object, and for 15 minutes every copy of it that this process
     * answers with, but {@link TaskToken#unrevoked()} ones. At most 4,096 tasks are remembered.
     *
     * @param task whose task
     */
    public void revoke(PausedTask task) {
        TaskToken token = task.taskToken();
        token.revoke();
        revoked.add(token);
    }

    /**
     * Accepts copies of a revoked token, because the task is processed another time.
     *
     * @param task whose task; the object that was revoked stays so
     */
    public void readmit(PausedTask task) {
        revoked.remove(task.taskToken());
    }

    /**
     * Returns whether this responder refuses to answer by the token.
     *
     * @param task whose task
     * @return whether its handler was given up
     */
    public boolean isRevoked(PausedTask task) {
        TaskToken token = task.taskToken();
        return token.isRevoked() || (!token.isOwn() && revoked.contains(token));
    }

    private AnswerOutcome send(TaskToken token, PreparedAnswer answer) {
        checkNotRevoked(token);
        try {
            return sender.send(token, answer);
        } catch (SendFailure.Output refused) {
            return failInstead(token, OutputWriter.notJson());
        }
    }

    private void checkNotRevoked(TaskToken token) {
        if (isRevoked(token)) {
            throw token.revokedException();
        }
    }

    private AnswerOutcome sendOutput(TaskToken token, PreparedAnswer written) {
        return written instanceof PreparedAnswer.Failure failure ? failInstead(token, failure) : send(token, written);
    }

    private AnswerOutcome failInstead(TaskToken token, PreparedAnswer.Failure failure) {
        throw OutputRejectedException.insteadOfOutput(token, failure, send(token, failure));
    }

    /** Sets up a {@link TokenResponder}. Not thread-safe; {@link #build()} copies. */
    public static final class Builder {
        private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);
        private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
        private static final int ASYNC_CALLS = 50;

        private @Nullable SfnClient client;
        private @Nullable JsonCodec codec;
        private FailureMapper failureMapper = FailureMapper.lambda();
        private @Nullable OversizedOutputStore oversizedOutput;
        private CallLimits limits = CallLimits.NONE;
        private Sleeper sleeper = Sleeper.sleeping();
        Scheduler scheduler = Scheduler.system();

        private Builder() {}

        /**
         * Sets the client.
         *
         * @param client stays the caller's to close
         * @return this builder
         */
        public Builder client(SfnClient client) {
            this.client = Objects.requireNonNull(client, "client");
            return this;
        }

        /**
         * Sets the mapper of Jackson 2 that writes results as JSON: short for {@link #codec}.
         *
         * @param mapper copied, so that later changes to it have no effect
         * @return this builder
         */
        public Builder mapper(ObjectMapper mapper) {
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
        public Builder codec(JsonCodec codec) {
            this.codec = Objects.requireNonNull(codec, "codec");
            return this;
        }

        /**
         * Sets how exceptions become failures.
         *
         * @param failureMapper thread-safe
         * @return this builder
         */
        public Builder failureMapper(FailureMapper failureMapper) {
            this.failureMapper = Objects.requireNonNull(failureMapper, "failureMapper");
            return this;
        }

        /**
         * Sets how a result of more than 262,144 bytes is stored.
         *
         * @param oversizedOutput stores it and returns a reference
         * @return this builder
         */
        public Builder oversizedOutput(OversizedOutputStore oversizedOutput) {
            this.oversizedOutput = Objects.requireNonNull(oversizedOutput, "oversizedOutput");
            return this;
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
        public Builder callsPerSecond(int callsPerSecond) {
            this.limits = limits.perSecond(callsPerSecond);
            return this;
        }

        /**
         * Limits the calls that run at once; further ones wait for their turn, answers before heartbeats. Unlimited by
         * default where calls block, 50 for {@link #buildAsync}.
         *
         * @param maxConcurrentCalls at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxConcurrentCalls(int maxConcurrentCalls) {
            this.limits = limits.atOnce(maxConcurrentCalls);
            return this;
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

        Builder sleeper(Sleeper sleeper) {
            this.sleeper = sleeper;
            return this;
        }

        Builder scheduler(Scheduler scheduler) {
            this.scheduler = scheduler;
            return this;
        }

        /**
         * Builds the responder; without a client, with one of the SDK's defaults.
         *
         * @return the responder
         */
        public TokenResponder build() {
            return client == null
                    ? new TokenResponder(this, defaultClient(), true)
                    : new TokenResponder(this, client, false);
        }

        /**
         * Builds an asynchronous responder with these settings and one of the SDK's default asynchronous clients, which
         * it closes; a {@link #client} that was set is not used.
         *
         * @return the responder
         */
        public AsyncTokenResponder buildAsync() {
            SfnAsyncClient made = SfnAsyncClient.builder()
                    .overrideConfiguration(Builder::setTimeouts)
                    .build();
            return new AsyncTokenResponder(this, made, true);
        }

        /**
         * Builds an asynchronous responder with these settings over the caller's client.
         *
         * @param client stays the caller's to close
         * @return the responder
         */
        public AsyncTokenResponder buildAsync(SfnAsyncClient client) {
            return new AsyncTokenResponder(this, Objects.requireNonNull(client, "client"), false);
        }

        private static SfnClient defaultClient() {
            return SfnClient.builder()
                    .overrideConfiguration(Builder::setTimeouts)
                    .build();
        }

        private static void setTimeouts(ClientOverrideConfiguration.Builder configuration) {
            configuration.apiCallAttemptTimeout(ATTEMPT_TIMEOUT).apiCallTimeout(CALL_TIMEOUT);
        }
    }
}

package dev.tasktoken;

import dev.tasktoken.service.AnswerService;
import dev.tasktoken.service.WorkKind;
import java.time.Duration;
import java.util.Objects;
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
public final class TokenResponder extends Responder<PausedTask> {
    private TokenResponder(Builder builder, AnswerService<TaskToken, ?> tasks) {
        super(builder, tasks);
    }

    private TokenResponder(TokenResponder shared, AnswerWriter writer) {
        super(shared, writer);
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
     * Prepares a result to be recorded before it is sent.
     *
     * @param output written as JSON by the codec, as {@link #succeed} does, for any task
     * @return the success; a {@link PreparedAnswer.Failure} that says why if the output cannot be sent
     */
    public PreparedAnswer prepare(@Nullable Object output) {
        return writer().success(WorkKind.TASK, output);
    }

    /**
     * Prepares JSON text to be recorded before it is sent, as {@link #succeedJson} does, for any task.
     *
     * @param json one JSON value
     * @return the success; a {@link PreparedAnswer.Failure} that says why if the text cannot be sent
     */
    public PreparedAnswer prepareJson(String json) {
        return writer().successJson(WorkKind.TASK, json);
    }

    @Override
    public TokenResponder withPayloadCodec(JsonCodec payloads) {
        return new TokenResponder(this, writer().forPayloadsOf(payloads));
    }

    /** Sets up a {@link TokenResponder}. Not thread-safe; {@link #build()} copies. */
    public static final class Builder extends Responder.Builder<Builder> {
        private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);
        private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

        private @Nullable SfnClient client;

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
         * Builds the responder; without a client, with one of the SDK's defaults.
         *
         * @return the responder
         */
        public TokenResponder build() {
            return new TokenResponder(
                    this,
                    client == null
                            ? StepFunctionsTasks.of(defaultClient(), true)
                            : StepFunctionsTasks.of(client, false));
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
            return new AsyncTokenResponder(this, StepFunctionsTasks.of(made, true));
        }

        /**
         * Builds an asynchronous responder with these settings over the caller's client.
         *
         * @param client stays the caller's to close
         * @return the responder
         */
        public AsyncTokenResponder buildAsync(SfnAsyncClient client) {
            return new AsyncTokenResponder(
                    this, StepFunctionsTasks.of(Objects.requireNonNull(client, "client"), false));
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

package dev.tasktoken.durable;

import dev.tasktoken.CallbackId;
import dev.tasktoken.PausedCallback;
import dev.tasktoken.Responder;
import dev.tasktoken.service.AnswerService;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * Answers callbacks that Lambda durable functions wait for: success, failure, heartbeat.
 *
 * <p>Outcomes, limits, redaction and defaults are those of {@link dev.tasktoken.TokenResponder TokenResponder}, but for
 * what the service does differently:
 *
 * <ul>
 *   <li>a result is sent as JSON in UTF-8, which the function's SerDes reads: its default one expects JSON, a custom
 *       one may not
 *   <li>a failure becomes an error object: an exception gives its class, message and stack trace; a failure of the
 *       caller's own gives its name and its cause, which is the error's data, too, if it is JSON. Lambda documents no
 *       lengths; they are cut to those of Step Functions
 *   <li>a callback that expired and one that was answered before are the same to the service ({@code CallbackTimeout}):
 *       {@link dev.tasktoken.AnswerOutcome#ALREADY_CLOSED ALREADY_CLOSED}, or
 *       {@link dev.tasktoken.AnswerOutcome#UNCONFIRMED UNCONFIRMED} after an own retry
 *   <li>permissions are checked against the execution's ARN, {@code function:NAME:VERSION/durable-execution/...}: a
 *       function's ARN without its version never matches
 * </ul>
 *
 * <p>For a queue that carries both kinds, {@link Responder#both} takes this and a {@code TokenResponder}. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * try (CallbackResponder responder = CallbackResponder.create()) {
 *     responder.succeed(CallbackId.of(callbackId), receipt);
 * }
 * }</pre>
 */
public final class CallbackResponder extends Responder<PausedCallback> {
    private CallbackResponder(Builder builder, AnswerService<CallbackId, ?> callbacks) {
        super(builder, callbacks);
    }

    /**
     * Returns a responder with the SDK's default client, which it closes.
     *
     * @return the responder
     */
    public static CallbackResponder create() {
        return builder().build();
    }

    /**
     * Returns a responder over the caller's client.
     *
     * @param client stays the caller's to close
     * @return the responder
     */
    public static CallbackResponder of(LambdaClient client) {
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

    /** Sets up a {@link CallbackResponder}. Not thread-safe; {@link #build()} copies. */
    public static final class Builder extends Responder.Builder<Builder> {
        private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);
        private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

        private @Nullable LambdaClient client;

        private Builder() {}

        /**
         * Sets the client.
         *
         * @param client stays the caller's to close
         * @return this builder
         */
        public Builder client(LambdaClient client) {
            this.client = Objects.requireNonNull(client, "client");
            return this;
        }

        /**
         * Builds the responder; without a client, with one of the SDK's defaults, and 10 s per attempt and 30 s per
         * call.
         *
         * @return the responder
         */
        public CallbackResponder build() {
            return new CallbackResponder(
                    this,
                    client == null ? DurableCallbacks.of(defaultClient(), true) : DurableCallbacks.of(client, false));
        }

        /**
         * Builds an asynchronous responder with these settings and one of the SDK's default asynchronous clients, which
         * it closes; a {@link #client} that was set is not used.
         *
         * @return the responder
         */
        public AsyncCallbackResponder buildAsync() {
            LambdaAsyncClient made = LambdaAsyncClient.builder()
                    .overrideConfiguration(Builder::setTimeouts)
                    .build();
            return new AsyncCallbackResponder(this, DurableCallbacks.of(made, true));
        }

        /**
         * Builds an asynchronous responder with these settings over the caller's client.
         *
         * @param client stays the caller's to close
         * @return the responder
         */
        public AsyncCallbackResponder buildAsync(LambdaAsyncClient client) {
            return new AsyncCallbackResponder(
                    this, DurableCallbacks.of(Objects.requireNonNull(client, "client"), false));
        }

        private static LambdaClient defaultClient() {
            return LambdaClient.builder()
                    .overrideConfiguration(Builder::setTimeouts)
                    .build();
        }

        private static void setTimeouts(ClientOverrideConfiguration.Builder configuration) {
            configuration.apiCallAttemptTimeout(ATTEMPT_TIMEOUT).apiCallTimeout(CALL_TIMEOUT);
        }
    }
}

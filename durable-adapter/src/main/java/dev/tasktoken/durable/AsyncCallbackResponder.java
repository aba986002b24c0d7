package dev.tasktoken.durable;

import dev.tasktoken.AsyncResponder;
import dev.tasktoken.CallbackId;
import dev.tasktoken.PausedCallback;
import dev.tasktoken.service.AnswerService;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;

/**
 * Answers callbacks of Lambda durable functions without blocking a thread, with the decisions of
 * {@link CallbackResponder}: what that returns completes the future, what that throws fails it.
 *
 * <p>Defaults are {@link dev.tasktoken.AsyncTokenResponder AsyncTokenResponder}'s. Immutable and thread-safe.
 *
 * <pre>{@code
 * responder.succeed(CallbackId.of(callbackId), receipt).thenAccept(answer -> log.info("{}", answer));
 * }</pre>
 */
public final class AsyncCallbackResponder extends AsyncResponder<PausedCallback> {
    AsyncCallbackResponder(
            CallbackResponder.Builder builder, AnswerService<CallbackId, ? extends CompletableFuture<?>> callbacks) {
        super(builder, callbacks);
    }

    /**
     * Returns a responder with the SDK's default asynchronous client, which it closes.
     *
     * @return the responder
     */
    public static AsyncCallbackResponder create() {
        return CallbackResponder.builder().buildAsync();
    }

    /**
     * Returns a responder over the caller's client. For other settings, {@link CallbackResponder.Builder#buildAsync}.
     *
     * @param client stays the caller's to close
     * @return the responder
     */
    public static AsyncCallbackResponder of(LambdaAsyncClient client) {
        return CallbackResponder.builder().buildAsync(client);
    }
}

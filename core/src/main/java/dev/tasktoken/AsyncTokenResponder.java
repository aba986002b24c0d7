package dev.tasktoken;

import dev.tasktoken.service.AnswerService;
import java.util.concurrent.CompletableFuture;
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
public final class AsyncTokenResponder extends AsyncResponder<PausedTask> {
    AsyncTokenResponder(
            TokenResponder.Builder builder, AnswerService<TaskToken, ? extends CompletableFuture<?>> tasks) {
        super(builder, tasks);
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
}

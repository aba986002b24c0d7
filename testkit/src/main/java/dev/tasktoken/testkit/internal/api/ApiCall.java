package dev.tasktoken.testkit.internal.api;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of the API whose request has been read. No thread waits for it while its answer is held back. */
final class ApiCall {
    private static final Logger LOG = LoggerFactory.getLogger(ApiCall.class);

    private static final int NO_BODY = -1;

    private final HttpExchange exchange;
    private final Supplier<CompletableFuture<ApiResponse>> action;
    private final Executor threads;
    private final ScheduledExecutorService delays;

    ApiCall(
            HttpExchange exchange,
            Supplier<CompletableFuture<ApiResponse>> action,
            Executor threads,
            ScheduledExecutorService delays) {
        this.exchange = exchange;
        this.action = action;
        this.threads = threads;
        this.delays = delays;
    }

    /** Lets the call take effect, and goes on when its response is there: at once, or later on another thread. */
    void run(Consumer<ApiResponse> onResponse) {
        CompletableFuture<ApiResponse> response = action.get();
        if (response.isDone()) {
            onResponse.accept(response.join());
        } else {
            var unused = response.thenAcceptAsync(onResponse, threads);
        }
    }

    void answer(ApiResponse response) {
        exchange.getResponseHeaders().set("x-amzn-RequestId", requestId());
        response.errorCode().ifPresent(code -> exchange.getResponseHeaders().set("x-amzn-ErrorType", code));
        try {
            send(exchange, response.status(), "application/x-amz-json-1.0", response.body());
        } catch (IOException e) {
            LOG.debug("A client was gone before its answer: {}", e.getClass().getName());
        }
    }

    /** Like a random UUID, without a secure random number for each call. */
    private static String requestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant2 = (random.nextLong() >>> 2) | (1L << 63);
        return new UUID(version4, variant2).toString();
    }

    /** Closes the connection without a byte of an answer: so the JDK's server treats an exchange that has none. */
    void cut() {
        exchange.close();
    }

    void schedule(Duration delay, Runnable step) {
        var unused =
                delays.schedule(() -> threads.execute(step), TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
    }

    /** Answers an exchange with a text, and closes it. */
    static void send(HttpExchange exchange, int status, String contentType, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, body.length == 0 ? NO_BODY : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}

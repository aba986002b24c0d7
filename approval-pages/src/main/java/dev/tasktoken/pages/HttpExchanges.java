package dev.tasktoken.pages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Serves pages on the JDK's HTTP server, in the module {@code jdk.httpserver}. Thread-safe if the page is.
 *
 * <p>Reads at most {@link WebRequest#MAX_BODY_BYTES} of a body, and the connection of a client that takes longer than
 * 10 s for its body is closed. Give the server an executor of several threads: a request holds one of them.
 *
 * <pre>{@code
 * server.createContext("/decide", exchange -> HttpExchanges.answer(exchange, page::handle));
 * }</pre>
 */
public final class HttpExchanges {
    private static final Duration LONGEST_BODY = Duration.ofSeconds(10);

    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "tasktoken-slow-clients");
        thread.setDaemon(true);
        return thread;
    });

    private HttpExchanges() {}

    /**
     * Returns a handler that serves a page.
     *
     * @param page the page
     * @return a handler for {@code HttpServer.createContext}
     */
    public static HttpHandler handler(Function<WebRequest, WebResponse> page) {
        return exchange -> answer(exchange, page);
    }

    /**
     * Answers a request and closes the exchange.
     *
     * @param exchange the server's
     * @param page the page
     * @throws IOException if the request cannot be read, its body took too long, or the response cannot be written
     */
    public static void answer(HttpExchange exchange, Function<WebRequest, WebResponse> page) throws IOException {
        answer(exchange, page, LONGEST_BODY);
    }

    static void answer(HttpExchange exchange, Function<WebRequest, WebResponse> page, Duration longestBody)
            throws IOException {
        try (exchange) {
            WebResponse answer = page.apply(read(exchange, longestBody));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static WebRequest read(HttpExchange exchange, Duration longestBody) throws IOException {
        WebRequest.Builder request = WebRequest.builder(exchange.getRequestMethod())
                .query(exchange.getRequestURI().getRawQuery())
                .header("Accept-Language", exchange.getRequestHeaders().getFirst("Accept-Language"))
                .header("Sec-Fetch-Site", exchange.getRequestHeaders().getFirst("Sec-Fetch-Site"));
        byte[] body = body(exchange, longestBody);
        return body.length > WebRequest.MAX_BODY_BYTES
                ? request.refused(413).build()
                : request.body(new String(body, StandardCharsets.UTF_8)).build();
    }

    /** Closing the exchange ends a read that waits, also that of the rest of a long body, which closing it reads. */
    private static byte[] body(HttpExchange exchange, Duration longestBody) throws IOException {
        Future<?> end = WATCH.schedule(exchange::close, longestBody.toMillis(), TimeUnit.MILLISECONDS);
        try (InputStream in = exchange.getRequestBody()) {
            return in.readNBytes(WebRequest.MAX_BODY_BYTES + 1);
        } finally {
            end.cancel(false);
        }
    }
}

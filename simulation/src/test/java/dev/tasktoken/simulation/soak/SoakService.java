package dev.tasktoken.simulation.soak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes answers and heartbeats over HTTP and remembers none; some it refuses. The JDK's server keeps a connection that
 * is closed without a response for ever, so each gets one.
 */
final class SoakService implements AutoCloseable {
    private static final String FAULT = "{\"__type\":\"%s\",\"message\":\"made up\"}";

    final AtomicLong calls = new AtomicLong();
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final HttpServer server;

    SoakService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        int kind = ThreadLocalRandom.current().nextInt(100);
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            boolean isDown = kind < 8;
            boolean isClosed = !isDown && kind < 12;
            String body = isDown
                    ? String.format(FAULT, "ServiceUnavailable")
                    : isClosed ? String.format(FAULT, "TaskTimedOut") : "{}";
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(isDown ? 503 : isClosed ? 400 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

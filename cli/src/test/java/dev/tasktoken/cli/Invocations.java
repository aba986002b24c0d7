package dev.tasktoken.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An endpoint of Lambda whose functions do nothing; it keeps the payloads. */
final class Invocations implements AutoCloseable {
    private final HttpServer server;
    private final List<String> payloads = new CopyOnWriteArrayList<>();

    Invocations() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/2015-03-31/functions/approver/invocations", this::answer);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> payloads() {
        return payloads;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            payloads.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] nothing = "null".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, nothing.length);
            exchange.getResponseBody().write(nothing);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

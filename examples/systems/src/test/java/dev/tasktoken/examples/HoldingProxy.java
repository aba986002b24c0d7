package dev.tasktoken.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Stands between a process and the service. It holds every call until the test passes it on or drops it, so that the
 * process that called stays in the middle of its work.
 */
final class HoldingProxy implements AutoCloseable {
    private final URI target;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newBuilder().executor(threads).build();
    private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();

    /** A call that waits: it is passed on, or dropped as if it was never sent. */
    static final class Held {
        private final CompletableFuture<Boolean> passed = new CompletableFuture<>();

        void pass() {
            passed.complete(true);
        }

        void drop() {
            passed.complete(false);
        }
    }

    HoldingProxy(URI target) throws IOException {
        this.target = target;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::exchange);
        server.setExecutor(threads);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Waits for the next call. */
    Held awaitCall() throws InterruptedException {
        return held.take();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) { // without a response, if it was dropped: the connection is cut
            byte[] body = exchange.getRequestBody().readAllBytes();
            Held call = new Held();
            held.add(call);
            if (call.passed.join()) {
                answer(exchange, send(exchange, body));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : new String[] {"X-Amz-Target", "Content-Type"}) {
            request.header(header, exchange.getRequestHeaders().getFirst(header));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        response.headers()
                .firstValue("x-amzn-ErrorType")
                .ifPresent(type -> exchange.getResponseHeaders().set("x-amzn-ErrorType", type));
        exchange.sendResponseHeaders(response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
        exchange.getResponseBody().write(response.body());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

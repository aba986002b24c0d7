package dev.tasktoken.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The HTTP API from which a function's process takes its events and to which it returns its responses. */
final class LocalRuntimeApi implements AutoCloseable {
    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
    private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(60);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final CountDownLatch polled = new CountDownLatch(1);

    private record Invocation(String id, String event, CompletableFuture<String> response) {}

    LocalRuntimeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(INVOCATION + "next", this::next);
        server.createContext(INVOCATION, this::answer);
        server.createContext("/2018-06-01/runtime/init/error", this::failInit);
        server.start();
    }

    /** What the process finds in {@code AWS_LAMBDA_RUNTIME_API}. */
    String hostAndPort() {
        return server.getAddress().getHostString() + ":" + server.getAddress().getPort();
    }

    /**
     * Waits until the function asks for its first event. The runtime client unpacks its native library to one place for
     * all processes of a machine, so one must have it loaded before the next one starts.
     */
    void awaitFunction() throws Exception {
        if (!polled.await(FUNCTION_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the function did not ask for an event");
        }
    }

    /** Hands an event to the function and waits for its response. */
    String invoke(String event) throws Exception {
        Invocation invocation = new Invocation(UUID.randomUUID().toString(), event, new CompletableFuture<>());
        waiting.add(invocation);
        return CompletableFuture.anyOf(invocation.response(), ended)
                .thenApply(String.class::cast)
                .get(FUNCTION_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Says that the process is gone, so that nobody waits for its response. */
    void processEnded(int exitCode) {
        ended.completeExceptionally(new AssertionError("the function's process ended with " + exitCode));
    }

    private void next(HttpExchange exchange) throws IOException {
        polled.countDown();
        try {
            Invocation invocation = waiting.take();
            running.put(invocation.id(), invocation);
            Map<String, String> headers = Map.of(
                    "Lambda-Runtime-Aws-Request-Id", invocation.id(),
                    "Lambda-Runtime-Deadline-Ms",
                            Long.toString(Instant.now().plus(FUNCTION_TIMEOUT).toEpochMilli()),
                    "Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:local",
                    "Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0",
                    "Content-Type", "application/json");
            headers.forEach(exchange.getResponseHeaders()::set);
            send(exchange, 200, invocation.event());
        } catch (InterruptedException e) {
            exchange.close(); // the test is over
        }
    }

    /** The function's response or, at {@code .../error}, what it threw. */
    private void answer(HttpExchange exchange) throws IOException {
        String[] idAndKind = exchange.getRequestURI()
                .getPath()
                .substring(INVOCATION.length())
                .split("/", 2);
        Invocation invocation = running.remove(idAndKind[0]);
        String body = body(exchange);
        if (invocation != null && idAndKind[1].equals("response")) {
            invocation.response().complete(body);
        } else if (invocation != null) {
            invocation.response().completeExceptionally(new AssertionError("the function threw " + body));
        }
        send(exchange, 202, "{\"status\":\"OK\"}");
    }

    private void failInit(HttpExchange exchange) throws IOException {
        ended.completeExceptionally(new AssertionError("the function did not start: " + body(exchange)));
        send(exchange, 202, "{\"status\":\"OK\"}");
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}

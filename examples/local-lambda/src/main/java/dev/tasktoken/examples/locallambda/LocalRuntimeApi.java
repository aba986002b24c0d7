package dev.tasktoken.examples.locallambda;

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
import java.util.concurrent.TimeoutException;

/** Lambda's runtime API: one function's process takes its events from it and returns its responses to it. */
public final class LocalRuntimeApi implements AutoCloseable {
    private static final String RUNTIME = "/2018-06-01/runtime/";
    private static final String INVOCATION = RUNTIME + "invocation/";
    private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(60);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final CountDownLatch polled = new CountDownLatch(1);
    private final CountDownLatch checkpoint = new CountDownLatch(1);
    private final CountDownLatch restore = new CountDownLatch(1);

    private record Invocation(String id, String event, CompletableFuture<String> response) {}

    /**
     * Starts the API on a free port of the loopback address.
     *
     * @throws IOException if it cannot be started
     */
    public LocalRuntimeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(INVOCATION + "next", this::sendNext);
        server.createContext(INVOCATION, this::receiveResponse);
        server.createContext(RUNTIME + "restore/next", this::awaitRestore);
        server.createContext(RUNTIME + "init/error", exchange -> fail(exchange, "did not start"));
        server.createContext(RUNTIME + "restore/error", exchange -> fail(exchange, "was not restored"));
        server.start();
    }

    /**
     * Returns what the process finds in {@code AWS_LAMBDA_RUNTIME_API}.
     *
     * @return host and port
     */
    public String hostAndPort() {
        return server.getAddress().getHostString() + ":" + server.getAddress().getPort();
    }

    /**
     * Waits until the function asks for its first event. The runtime client unpacks its native library to one place for
     * all processes of a machine, so one must have it loaded before the next one starts.
     *
     * @throws Exception if it does not within 60 s
     */
    public void awaitFunction() throws Exception {
        await(polled, "the function did not ask for an event");
    }

    /**
     * Sends an event to the function and waits for its response.
     *
     * @param event JSON
     * @return the response
     * @throws Exception if the function throws, its process ends, or 60 s pass
     */
    public String invoke(String event) throws Exception {
        return invokeAsync(event).get(FUNCTION_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Sends an event to the function.
     *
     * @param event JSON
     * @return the response; fails if the function throws or its process ends
     */
    public CompletableFuture<String> invokeAsync(String event) {
        Invocation invocation = new Invocation(UUID.randomUUID().toString(), event, new CompletableFuture<>());
        waiting.add(invocation);
        return CompletableFuture.anyOf(invocation.response(), ended).thenApply(String.class::cast);
    }

    /**
     * Waits until a function with SnapStart is as a snapshot would keep it.
     *
     * @throws Exception if it is not within 60 s
     */
    public void awaitCheckpoint() throws Exception {
        await(checkpoint, "the function's process did not end its init phase");
    }

    /** Lets a function with SnapStart go on as after a restore. */
    public void restore() {
        restore.countDown();
    }

    /** Reports that the process has ended, so that nobody waits for its response. */
    void processEnded(int exitCode) {
        ended.completeExceptionally(new IllegalStateException("The function's process ended with " + exitCode));
    }

    private static void await(CountDownLatch latch, String failure) throws Exception {
        if (!latch.await(FUNCTION_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new TimeoutException(failure);
        }
    }

    private void sendNext(HttpExchange exchange) throws IOException {
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
            exchange.close(); // this API was closed
        }
    }

    /** The function's response or, at {@code .../error}, what it threw. */
    private void receiveResponse(HttpExchange exchange) throws IOException {
        String[] idAndKind = exchange.getRequestURI()
                .getPath()
                .substring(INVOCATION.length())
                .split("/", 2);
        Invocation invocation = running.remove(idAndKind[0]);
        String body = body(exchange);
        if (invocation != null && idAndKind[1].equals("response")) {
            invocation.response().complete(body);
        } else if (invocation != null) {
            invocation.response().completeExceptionally(new IllegalStateException("The function threw " + body));
        }
        send(exchange, 202, "{\"status\":\"OK\"}");
    }

    private void awaitRestore(HttpExchange exchange) throws IOException {
        checkpoint.countDown();
        try {
            restore.await();
            send(exchange, 200, "");
        } catch (InterruptedException e) {
            exchange.close(); // this API was closed
        }
    }

    private void fail(HttpExchange exchange, String what) throws IOException {
        ended.completeExceptionally(new IllegalStateException("The function " + what + ": " + body(exchange)));
        send(exchange, 202, "{\"status\":\"OK\"}");
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}

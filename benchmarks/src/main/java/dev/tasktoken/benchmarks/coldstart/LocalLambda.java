package dev.tasktoken.benchmarks.coldstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a function's process sees of the outside: Lambda's runtime API, which hands it one event, and a Step Functions
 * that notes when the answer arrived. For one process.
 */
final class LocalLambda implements AutoCloseable {
    private static final String RUNTIME = "/2018-06-01/runtime/";
    private static final String INVOCATION = RUNTIME + "invocation/";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final PaymentDelivery delivery;
    private final CompletableFuture<Long> answered = new CompletableFuture<>();
    private final CompletableFuture<String> response = new CompletableFuture<>();
    private final CountDownLatch checkpoint = new CountDownLatch(1);
    private final CountDownLatch restore = new CountDownLatch(1);
    private final CountDownLatch acknowledgement = new CountDownLatch(1);
    private boolean handedOut;

    LocalLambda(PaymentDelivery delivery) throws IOException {
        this.delivery = delivery;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(INVOCATION + "next", this::next);
        server.createContext(INVOCATION, this::end);
        server.createContext(RUNTIME + "restore/next", this::awaitRestore);
        server.createContext(RUNTIME + "init/error", exchange -> fail(exchange, "did not start"));
        server.createContext(RUNTIME + "restore/error", exchange -> fail(exchange, "was not restored"));
        server.createContext("/", this::call);
        server.start();
    }

    /** What the process finds in {@code AWS_LAMBDA_RUNTIME_API}. */
    String hostAndPort() {
        return server.getAddress().getHostString() + ":" + server.getAddress().getPort();
    }

    /** Waits for SendTaskSuccess, and returns the {@link System#nanoTime()} of its arrival. */
    long awaitAnswer() throws Exception {
        return await(answered);
    }

    /** Lets Step Functions respond to SendTaskSuccess; until then the function waits. */
    void acknowledge() {
        acknowledgement.countDown();
    }

    /** Waits until the function has returned, and fails unless it is done with its record. */
    void awaitResponse() throws Exception {
        String text = await(response);
        if (!delivery.isSettledBy(text)) {
            throw new IllegalStateException("The function gave its record back: " + text);
        }
    }

    /** Waits until the function is as a snapshot would keep it. */
    void awaitCheckpoint() throws Exception {
        if (!checkpoint.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new TimeoutException("The function's process did not end its init phase");
        }
    }

    /** Lets the function go on as after a restore. */
    void restore() {
        restore.countDown();
    }

    /** Says that the process is gone, so that nobody waits for it. */
    void processEnded(int exitCode) {
        fail(new IllegalStateException("The function's process ended with " + exitCode));
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private synchronized boolean isFirst() {
        boolean first = !handedOut;
        handedOut = true;
        return first;
    }

    private void next(HttpExchange exchange) throws IOException {
        if (!isFirst()) {
            return; // the process waits for an event that does not come
        }
        Map<String, String> headers = Map.of(
                "Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
                "Lambda-Runtime-Deadline-Ms",
                        Long.toString(Instant.now().plus(PATIENCE).toEpochMilli()),
                "Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:local",
                "Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0",
                "Content-Type", "application/json");
        headers.forEach(exchange.getResponseHeaders()::set);
        send(exchange, 200, delivery.event());
    }

    private void end(HttpExchange exchange) throws IOException {
        String body = body(exchange);
        if (exchange.getRequestURI().getPath().endsWith("/response")) {
            response.complete(body);
        } else {
            fail(new IllegalStateException("The function threw " + body));
        }
        send(exchange, 202, "{\"status\":\"OK\"}");
    }

    private void awaitRestore(HttpExchange exchange) throws IOException {
        checkpoint.countDown();
        respondWhen(restore, exchange, "");
    }

    private static void respondWhen(CountDownLatch latch, HttpExchange exchange, String body) throws IOException {
        try {
            latch.await();
            respond(exchange, 200, body);
        } catch (InterruptedException e) {
            exchange.close(); // the run is over
        }
    }

    private void call(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String body = body(exchange);
        if ("AWSStepFunctions.SendTaskSuccess".equals(operation) && delivery.isAnsweredBy(body)) {
            answered.complete(now);
            respondWhen(acknowledgement, exchange, "{}");
        } else if ("AWSStepFunctions.SendTaskHeartbeat".equals(operation)) {
            respond(exchange, 400, "{\"__type\":\"InvalidToken\",\"message\":\"Invalid Token: 'Invalid token'\"}");
        } else {
            fail(new IllegalStateException("The function called " + operation + " with the wrong content"));
            respond(exchange, 400, "{\"__type\":\"ValidationException\"}");
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.getResponseHeaders().set("x-amzn-RequestId", "6c6c1f0e-0f0f-4b77-9c34-5c2b1a7f2f10");
        send(exchange, status, body);
    }

    private void fail(HttpExchange exchange, String what) throws IOException {
        fail(new IllegalStateException("The function " + what + ": " + body(exchange)));
        send(exchange, 202, "{\"status\":\"OK\"}");
    }

    private void fail(Exception reason) {
        answered.completeExceptionally(reason);
        response.completeExceptionally(reason);
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

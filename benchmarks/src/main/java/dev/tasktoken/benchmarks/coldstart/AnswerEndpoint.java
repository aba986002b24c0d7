package dev.tasktoken.benchmarks.coldstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A Step Functions for one delivery, which records when its answer arrived. */
final class AnswerEndpoint implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final PaymentDelivery delivery;
    private final CompletableFuture<Long> answered = new CompletableFuture<>();
    private final CountDownLatch acknowledgement = new CountDownLatch(1);

    AnswerEndpoint(PaymentDelivery delivery) throws IOException {
        this.delivery = delivery;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    String url() {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort();
    }

    /** Waits for SendTaskSuccess, and returns the {@link System#nanoTime()} of its arrival. */
    long awaitAnswer() throws Exception {
        return answered.get(60, TimeUnit.SECONDS);
    }

    /** Responds to SendTaskSuccess; until then the function waits. */
    void acknowledge() {
        acknowledgement.countDown();
    }

    /** Ends the wait for an answer that will not arrive. */
    void fail(Throwable reason) {
        answered.completeExceptionally(reason);
    }

    private void receive(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if ("AWSStepFunctions.SendTaskSuccess".equals(operation) && delivery.isAnsweredBy(body)) {
            answered.complete(now);
            respondOnceAcknowledged(exchange);
        } else if ("AWSStepFunctions.SendTaskHeartbeat".equals(operation)) {
            respond(exchange, 400, "{\"__type\":\"InvalidToken\",\"message\":\"Invalid Token: 'Invalid token'\"}");
        } else {
            fail(new IllegalStateException("The function called " + operation + " with the wrong content"));
            respond(exchange, 400, "{\"__type\":\"ValidationException\"}");
        }
    }

    private void respondOnceAcknowledged(HttpExchange exchange) throws IOException {
        try {
            acknowledgement.await();
            respond(exchange, 200, "{}");
        } catch (InterruptedException e) {
            exchange.close(); // the run is over
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.getResponseHeaders().set("x-amzn-RequestId", "6c6c1f0e-0f0f-4b77-9c34-5c2b1a7f2f10");
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

package dev.tasktoken.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A service on the loopback interface that answers every call, after a while. It speaks AWS JSON over HTTP, so the
 * SDK's own clients are what is measured.
 */
final class Loopback implements AutoCloseable {
    static final String THREADS = "loopback";

    static {
        // As in LocalStepFunctions: else headers and body go in two packets, 40 ms apart.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "secret"));

    private final HttpServer server;
    private final AtomicInteger numbers = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, THREADS + "-" + numbers.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    /** Makes the body of an answer. */
    @FunctionalInterface
    interface Service {
        String answer(String operation, byte[] request) throws IOException;
    }

    private Loopback(HttpServer server) {
        this.server = server;
    }

    static Loopback start(Duration delay, Service service) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Loopback loopback = new Loopback(server);
        server.createContext("/", exchange -> serve(exchange, delay, service));
        server.setExecutor(loopback.threads);
        server.start();
        return loopback;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A client of the service, with the SDK's default HTTP client and so many connections. */
    SfnClient stepFunctions() {
        return SfnClient.builder()
                .endpointOverride(endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    SqsClient queues() {
        return SqsClient.builder()
                .endpointOverride(endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    SqsAsyncClient asyncQueues() {
        return SqsAsyncClient.builder()
                .endpointOverride(endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void serve(HttpExchange exchange, Duration delay, Service service) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            byte[] request = exchange.getRequestBody().readAllBytes();
            byte[] answer = service.answer(target.substring(target.indexOf('.') + 1), request)
                    .getBytes(StandardCharsets.UTF_8);
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

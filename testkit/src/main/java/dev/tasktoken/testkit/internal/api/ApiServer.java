package dev.tasktoken.testkit.internal.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tasktoken.testkit.internal.engine.DaemonThreads;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks a service's protocol over HTTP on a free port of the loopback interface. Never logs a body. */
public final class ApiServer implements AutoCloseable {
    static final int MAX_BODY_BYTES = 2 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final int THREADS = 16;

    static {
        // Without it the JDK's server sends headers and body in two packets and waits 40 ms in between for the client's
        // delayed ACK. It is read once per JVM, when the first server is made; somebody else's setting is kept.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, new DaemonThreads("tasktoken-testkit-api"));
    private final ScheduledExecutorService delays =
            Executors.newSingleThreadScheduledExecutor(new DaemonThreads("tasktoken-testkit-delay"));

    /** Takes a port; {@link #serve} begins to answer there. */
    public ApiServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }

    /** Begins to answer what the protocol knows. */
    public void serve(ApiProtocol protocol, Function<String, FaultDecision> faults) {
        server.createContext("/", exchange -> handleOrCut(exchange, protocol, faults));
        server.setExecutor(threads);
        server.start();
    }

    public URI endpoint() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        delays.shutdownNow();
        threads.shutdownNow();
    }

    private void handleOrCut(HttpExchange exchange, ApiProtocol protocol, Function<String, FaultDecision> faults)
            throws IOException {
        try {
            if (!protocol.showsPage(exchange)) {
                handle(exchange, protocol, faults);
            }
        } catch (IOException | RuntimeException | Error e) {
            exchange.close();
            throw e;
        }
    }

    private void handle(HttpExchange exchange, ApiProtocol protocol, Function<String, FaultDecision> faults)
            throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        ApiCall call = new ApiCall(exchange, () -> respond(protocol, exchange, body), threads, delays);
        protocol.operation(exchange)
                .map(faults)
                .orElse(FaultDecision.UNDISTURBED)
                .applyTo(call);
    }

    private static CompletableFuture<ApiResponse> respond(ApiProtocol protocol, HttpExchange exchange, byte[] body) {
        if (body.length > MAX_BODY_BYTES) {
            return CompletableFuture.completedFuture(
                    ApiResponse.error(413, "RequestEntityTooLargeException", "The request is larger than 2 MiB"));
        }
        try {
            return protocol.respond(exchange, body).exceptionally(ApiServer::failed);
        } catch (ServiceErrorException e) {
            return CompletableFuture.completedFuture(
                    ApiResponse.error(protocol.status(e.code()), e.code(), String.valueOf(e.getMessage())));
        } catch (RuntimeException | StackOverflowError e) {
            return CompletableFuture.completedFuture(failed(e));
        }
    }

    private static ApiResponse failed(Throwable failure) {
        LOG.warn("A call failed inside the testkit: {}", failure.getClass().getName());
        return ApiResponse.error(500, "InternalFailure", "The testkit failed");
    }
}

package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tasktoken.testkit.internal.engine.DaemonThreads;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.topics.TopicPages;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks AWS JSON 1.0 over HTTP on a free port of the loopback interface. Never logs a body. */
public final class ApiServer implements AutoCloseable {
    static final int MAX_BODY_BYTES = 2 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final String TARGET_PREFIX = "AWSStepFunctions.";
    private static final int THREADS = 16;

    static {
        // Without it the JDK's server sends headers and body in two packets and waits 40 ms in between for the client's
        // delayed ACK. It is read once per JVM, when the first server is made; somebody else's setting is kept.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final Engine engine;
    private final Map<String, ServedOperation> operations = new HashMap<>();
    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, new DaemonThreads("tasktoken-testkit-api"));
    private final ScheduledExecutorService delays =
            Executors.newSingleThreadScheduledExecutor(new DaemonThreads("tasktoken-testkit-delay"));

    /** Takes a port; {@link #serve} begins to answer there. */
    public ApiServer(Engine engine) {
        this.engine = engine;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }

    public void serve(
            List<? extends ServedOperation> served, TopicPages pages, Function<String, FaultDecision> faults) {
        served.forEach(operation -> operations.put(operation.name(), operation));
        server.createContext("/", exchange -> handleOrCut(exchange, pages, faults));
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

    private void handleOrCut(HttpExchange exchange, TopicPages pages, Function<String, FaultDecision> faults)
            throws IOException {
        try {
            handle(exchange, pages, faults);
        } catch (IOException | RuntimeException | Error e) {
            exchange.close();
            throw e;
        }
    }

    private void handle(HttpExchange exchange, TopicPages pages, Function<String, FaultDecision> faults)
            throws IOException {
        Optional<TopicPages.WebPage> page =
                exchange.getRequestMethod().equals("GET") ? pages.find(exchange.getRequestURI()) : Optional.empty();
        if (page.isPresent()) {
            ApiCall.send(
                    exchange,
                    page.get().status(),
                    page.get().contentType(),
                    page.get().body());
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        Optional<ServedOperation> operation = operation(exchange);
        ApiCall call = new ApiCall(exchange, () -> respond(operation, body), threads, delays);
        operation
                .map(known -> faults.apply(known.name()))
                .orElse(FaultDecision.UNDISTURBED)
                .applyTo(call);
    }

    private CompletableFuture<ApiResponse> respond(Optional<ServedOperation> asked, byte[] body) {
        if (body.length > MAX_BODY_BYTES) {
            return CompletableFuture.completedFuture(
                    ApiResponse.error(413, "RequestEntityTooLargeException", "The request is larger than 2 MiB"));
        }
        try {
            ServedOperation operation = asked.orElseThrow(() -> new ServiceErrorException(
                    "UnknownOperationException", "This operation is not supported by LocalStepFunctions"));
            ObjectNode request = parse(body);
            return engine.run(() -> operation.answer(request))
                    .thenApply(ApiResponse::ok)
                    .exceptionally(ApiServer::failed);
        } catch (ServiceErrorException e) {
            return CompletableFuture.completedFuture(ApiResponse.error(400, e.code(), String.valueOf(e.getMessage())));
        } catch (RuntimeException | StackOverflowError e) {
            return CompletableFuture.completedFuture(failed(e));
        }
    }

    private static ApiResponse failed(Throwable failure) {
        LOG.warn(
                "A call failed inside LocalStepFunctions: {}",
                failure.getClass().getName());
        return ApiResponse.error(500, "InternalFailure", "LocalStepFunctions failed");
    }

    private Optional<ServedOperation> operation(HttpExchange exchange) {
        String target = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                .orElse("");
        return exchange.getRequestMethod().equals("POST") && target.startsWith(TARGET_PREFIX)
                ? Optional.ofNullable(operations.get(target.substring(TARGET_PREFIX.length())))
                : Optional.empty();
    }

    private static ObjectNode parse(byte[] body) {
        Optional<JsonNode> parsed = Json.parse(new String(body, StandardCharsets.UTF_8));
        if (parsed.isPresent() && parsed.get() instanceof ObjectNode object) {
            return object;
        }
        throw new ServiceErrorException("SerializationException", "The request's body is not a JSON object");
    }
}

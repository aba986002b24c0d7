package dev.tasktoken.testkit.internal.api;

import com.sun.net.httpserver.HttpExchange;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** REST with JSON: the callback's id and the operation are in the path. */
public final class CallbackProtocol implements ApiProtocol {
    /** The id's {@code + / =} are percent-encoded, so that a slash ends it. */
    private static final Pattern PATH =
            Pattern.compile("/2025-12-01/durable-execution-callbacks/([^/+=]+)/(succeed|fail|heartbeat)");

    private static final Map<String, String> OPERATIONS = Map.of(
            "succeed", CallbackOperations.SUCCESS,
            "fail", CallbackOperations.FAILURE,
            "heartbeat", CallbackOperations.HEARTBEAT);
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final Engine engine;
    private final CallbackOperations callbacks;

    public CallbackProtocol(Engine engine, CallbackOperations callbacks) {
        this.engine = engine;
        this.callbacks = callbacks;
    }

    @Override
    public boolean showsPage(HttpExchange exchange) {
        return false;
    }

    @Override
    public Optional<String> operation(HttpExchange exchange) {
        Matcher path = path(exchange);
        return path.matches() && exchange.getRequestMethod().equals("POST")
                ? Optional.ofNullable(OPERATIONS.get(path.group(2)))
                : Optional.empty();
    }

    @Override
    public CompletableFuture<ApiResponse> respond(HttpExchange exchange, byte[] body) {
        String operation = operation(exchange)
                .orElseThrow(() -> new ServiceErrorException(
                        "UnknownOperationException", "This operation is not supported by LocalDurableCallbacks"));
        Matcher path = path(exchange);
        String id = path.matches() ? URLDecoder.decode(path.group(1), StandardCharsets.UTF_8) : "";
        engine.run(() -> {
            callbacks.call(operation, id, body);
            return true;
        });
        return CompletableFuture.completedFuture(ApiResponse.empty());
    }

    @Override
    public int status(String code) {
        return code.equals("ResourceNotFoundException") || code.equals("UnknownOperationException")
                ? NOT_FOUND
                : BAD_REQUEST;
    }

    private static Matcher path(HttpExchange exchange) {
        return PATH.matcher(exchange.getRequestURI().getRawPath());
    }
}

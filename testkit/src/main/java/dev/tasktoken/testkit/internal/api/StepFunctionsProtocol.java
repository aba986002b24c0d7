package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.topics.TopicPages;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** AWS JSON 1.0: the operation is in a header, and everything else in the body. */
public final class StepFunctionsProtocol implements ApiProtocol {
    private static final String TARGET_PREFIX = "AWSStepFunctions.";
    private static final int BAD_REQUEST = 400;

    private final Engine engine;
    private final TopicPages pages;
    private final Map<String, ServedOperation> operations = new HashMap<>();

    public StepFunctionsProtocol(Engine engine, List<? extends ServedOperation> served, TopicPages pages) {
        this.engine = engine;
        this.pages = pages;
        served.forEach(operation -> operations.put(operation.name(), operation));
    }

    @Override
    public boolean showsPage(HttpExchange exchange) throws IOException {
        Optional<TopicPages.WebPage> page =
                exchange.getRequestMethod().equals("GET") ? pages.find(exchange.getRequestURI()) : Optional.empty();
        if (page.isPresent()) {
            ApiCall.send(
                    exchange,
                    page.get().status(),
                    page.get().contentType(),
                    page.get().body());
        }
        return page.isPresent();
    }

    @Override
    public Optional<String> operation(HttpExchange exchange) {
        return served(exchange).map(ServedOperation::name);
    }

    @Override
    public CompletableFuture<ApiResponse> respond(HttpExchange exchange, byte[] body) {
        ServedOperation operation = served(exchange)
                .orElseThrow(() -> new ServiceErrorException(
                        "UnknownOperationException", "This operation is not supported by LocalStepFunctions"));
        ObjectNode request = parse(body);
        return engine.run(() -> operation.answer(request)).thenApply(ApiResponse::ok);
    }

    @Override
    public int status(String code) {
        return BAD_REQUEST;
    }

    private Optional<ServedOperation> served(HttpExchange exchange) {
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

package dev.tasktoken.examples.demo;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tasktoken.testkit.LambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * An HTTP API in front of a function, on loopback: each request becomes an event of payload format 2.0 for a new
 * instance of the handler.
 */
final class LocalApi implements AutoCloseable {
    /** The longest time that an HTTP API waits for its function. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThread::new);
    private final String name;
    private final Supplier<RequestStreamHandler> handler;

    private LocalApi(HttpServer server, String name, Supplier<RequestStreamHandler> handler) {
        this.server = server;
        this.name = name;
        this.handler = handler;
    }

    static LocalApi start(String name, Supplier<RequestStreamHandler> handler) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            LocalApi api = new LocalApi(server, name, handler);
            server.setExecutor(api.threads);
            server.createContext("/", api::answer);
            server.start();
            return api;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            respond(exchange, invoke(event(exchange)));
        }
    }

    /** A function that throws causes status 502, as with a real API. */
    private JsonNode invoke(ObjectNode event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        byte[] input = event.toString().getBytes(StandardCharsets.UTF_8);
        try {
            handler.get()
                    .handleRequest(
                            new ByteArrayInputStream(input),
                            output,
                            LambdaContext.of(name).timeout(TIMEOUT));
        } catch (RuntimeException e) {
            System.err.println("The function " + name + " threw " + e);
            return Json.object().put("statusCode", 500);
        }
        return Json.parse(output.toString(StandardCharsets.UTF_8));
    }

    private static ObjectNode event(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        ObjectNode event = Json.object().put("version", "2.0").put("routeKey", "$default");
        event.put("rawPath", uri.getPath()).put("rawQueryString", uri.getRawQuery() == null ? "" : uri.getRawQuery());
        ObjectNode headers = event.putObject("headers");
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        addQuery(uri, event);
        event.putObject("requestContext")
                .put("stage", "$default")
                .putObject("http")
                .put("method", exchange.getRequestMethod())
                .put("path", uri.getPath());
        return event.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                .put("isBase64Encoded", false);
    }

    private static void addQuery(URI uri, ObjectNode event) {
        if (uri.getRawQuery() == null) {
            return;
        }
        ObjectNode query = event.putObject("queryStringParameters");
        for (String parameter : uri.getRawQuery().split("&", -1)) {
            String[] nameAndValue = parameter.split("=", 2);
            String name = decoded(nameAndValue[0]);
            String value = nameAndValue.length == 1 ? "" : decoded(nameAndValue[1]);
            query.put(name, query.has(name) ? query.get(name).textValue() + "," + value : value);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void respond(HttpExchange exchange, JsonNode response) throws IOException {
        byte[] body = response.path("body").asText("").getBytes(StandardCharsets.UTF_8);
        response.path("headers")
                .properties()
                .forEach(header -> exchange.getResponseHeaders()
                        .set(header.getKey(), header.getValue().textValue()));
        exchange.sendResponseHeaders(response.path("statusCode").asInt(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

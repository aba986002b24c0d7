package dev.tasktoken.fuzz;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import dev.tasktoken.pages.ApiEvents;
import dev.tasktoken.pages.HttpExchanges;
import dev.tasktoken.pages.WebRequest;
import dev.tasktoken.pages.WebResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The same request by each front.
 *
 * @param fields the query's, decoded; each name once
 * @param isBase64 whether an API hands in the body so
 */
record PageFronts(
        String method, Map<String, String> fields, String body, Map<String, String> headers, boolean isBase64) {
    /** What a browser is answered. */
    record Answer(int status, Map<String, String> headers, String body) {}

    Answer httpApi(Function<WebRequest, WebResponse> page) {
        APIGatewayV2HTTPResponse response = ApiEvents.answer(
                APIGatewayV2HTTPEvent.builder()
                        .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                                .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                        .withMethod(method)
                                        .build())
                                .build())
                        .withRawQueryString(encoded())
                        .withBody(handedIn())
                        .withIsBase64Encoded(isBase64)
                        .withHeaders(headers)
                        .build(),
                page);
        return new Answer(response.getStatusCode(), response.getHeaders(), response.getBody());
    }

    Answer restApi(Function<WebRequest, WebResponse> page) {
        APIGatewayProxyResponseEvent response = ApiEvents.answer(
                new APIGatewayProxyRequestEvent()
                        .withHttpMethod(method)
                        .withQueryStringParameters(fields)
                        .withBody(handedIn())
                        .withIsBase64Encoded(isBase64)
                        .withHeaders(headers),
                page);
        return new Answer(response.getStatusCode(), response.getHeaders(), response.getBody());
    }

    Answer loadBalancer(Function<WebRequest, WebResponse> page) {
        ApplicationLoadBalancerRequestEvent event = new ApplicationLoadBalancerRequestEvent();
        Map<String, List<String>> asTheyStand = new LinkedHashMap<>();
        fields.forEach((name, value) -> asTheyStand.put(encoded(name), List.of(encoded(value))));
        Map<String, List<String>> many = new LinkedHashMap<>();
        headers.forEach((name, value) -> many.put(name, List.of(value)));
        event.setHttpMethod(method);
        event.setMultiValueQueryStringParameters(asTheyStand);
        event.setMultiValueHeaders(many);
        event.setBody(handedIn());
        event.setIsBase64Encoded(isBase64);
        ApplicationLoadBalancerResponseEvent response = ApiEvents.answer(event, page);
        Map<String, String> firsts = new LinkedHashMap<>();
        response.getMultiValueHeaders().forEach((name, values) -> firsts.put(name, values.get(0)));
        return new Answer(response.getStatusCode(), firsts, Objects.requireNonNull(response.getBody()));
    }

    Answer server(Function<WebRequest, WebResponse> page) {
        InMemoryExchange exchange = new InMemoryExchange(method, encoded(), headers, body);
        try {
            HttpExchanges.answer(exchange, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return exchange.answer();
    }

    private String handedIn() {
        return isBase64 ? Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)) : body;
    }

    private String encoded() {
        StringBuilder query = new StringBuilder();
        fields.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(encoded(name))
                .append('=')
                .append(encoded(value)));
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

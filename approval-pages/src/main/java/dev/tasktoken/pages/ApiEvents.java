package dev.tasktoken.pages;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serves pages in a Lambda function: behind an HTTP API, a function URL, a REST API or an Application Load Balancer.
 * Needs {@code aws-lambda-java-events} of the caller.
 *
 * <p>Every event may lack any field; the page then answers with the status that fits. Thread-safe if the page is.
 *
 * <pre>{@code
 * public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
 *     return ApiEvents.answer(event, page::handle);
 * }
 * }</pre>
 */
public final class ApiEvents {
    private ApiEvents() {}

    /**
     * Answers a call of an HTTP API or a function URL (payload format 2.0).
     *
     * @param event as Lambda hands it in
     * @param page the page
     * @return the page's response
     */
    public static APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Function<WebRequest, WebResponse> page) {
        RequestContext context = event.getRequestContext();
        RequestContext.Http http = context == null ? null : context.getHttp();
        WebRequest.Builder request = WebRequest.builder(http == null ? null : http.getMethod());
        if (event.getRawQueryString() == null) {
            request.query(lists(event.getQueryStringParameters()));
        } else {
            request.query(event.getRawQueryString());
        }
        addHeaders(request, event.getHeaders());
        addBody(request, event.getBody(), event.getIsBase64Encoded());
        WebResponse response = page.apply(request.build());
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(response.status())
                .withHeaders(response.headers())
                .withBody(response.body())
                .build();
    }

    /**
     * Answers a call of a REST API (payload format 1.0).
     *
     * @param event as Lambda hands it in
     * @param page the page
     * @return the page's response
     */
    public static APIGatewayProxyResponseEvent answer(
            APIGatewayProxyRequestEvent event, Function<WebRequest, WebResponse> page) {
        Map<String, List<String>> many = event.getMultiValueQueryStringParameters();
        WebRequest.Builder request = WebRequest.builder(event.getHttpMethod())
                .query(many == null ? lists(event.getQueryStringParameters()) : many);
        addHeaders(request, event.getHeaders());
        addBody(request, event.getBody(), Boolean.TRUE.equals(event.getIsBase64Encoded()));
        WebResponse response = page.apply(request.build());
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(response.status())
                .withHeaders(response.headers())
                .withBody(response.body())
                .withIsBase64Encoded(false);
    }

    /**
     * Answers a request that a load balancer passes on. Its target group may have multi-value headers or not.
     *
     * @param event as Lambda hands it in
     * @param page the page
     * @return the page's response
     */
    public static ApplicationLoadBalancerResponseEvent answer(
            ApplicationLoadBalancerRequestEvent event, Function<WebRequest, WebResponse> page) {
        Map<String, List<String>> many = event.getMultiValueQueryStringParameters();
        WebRequest.Builder request = WebRequest.builder(event.getHttpMethod())
                .query(decoded(many == null ? lists(event.getQueryStringParameters()) : many));
        Map<String, List<String>> headers = event.getMultiValueHeaders();
        addHeaders(request, headers == null ? event.getHeaders() : firsts(headers));
        addBody(request, event.getBody(), event.getIsBase64Encoded());
        WebResponse shown = page.apply(request.build());
        ApplicationLoadBalancerResponseEvent response = new ApplicationLoadBalancerResponseEvent();
        response.setStatusCode(shown.status());
        response.setBody(shown.body());
        response.setIsBase64Encoded(false);
        if (headers == null) {
            response.setHeaders(shown.headers());
        } else {
            response.setMultiValueHeaders(lists(shown.headers()));
        }
        return response;
    }

    private static void addHeaders(WebRequest.Builder request, @Nullable Map<String, String> headers) {
        if (headers != null) {
            headers.forEach(request::header);
        }
    }

    private static void addBody(WebRequest.Builder request, @Nullable String body, boolean isBase64) {
        if (!isBase64 || body == null) {
            request.body(body);
        } else if (body.length() > WebRequest.MAX_BODY_BYTES * 4 / 3 + 4) {
            request.refused(413);
        } else {
            addBase64(request, body);
        }
    }

    private static void addBase64(WebRequest.Builder request, String body) {
        try {
            request.body(new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            request.refused(400);
        }
    }

    private static @Nullable Map<String, List<String>> lists(@Nullable Map<String, String> values) {
        if (values == null) {
            return null;
        }
        Map<String, List<String>> lists = new HashMap<>();
        values.forEach((name, value) -> lists.put(name, value == null ? List.of() : List.of(value)));
        return lists;
    }

    private static Map<String, String> firsts(Map<String, List<String>> lists) {
        Map<String, String> firsts = new HashMap<>();
        lists.forEach((name, values) -> firsts.put(name, values.isEmpty() ? "" : values.get(0)));
        return firsts;
    }

    /** A load balancer passes parameters on as they stand in the address. */
    private static @Nullable Map<String, List<String>> decoded(@Nullable Map<String, List<String>> query) {
        if (query == null) {
            return null;
        }
        Map<String, List<String>> decoded = new HashMap<>();
        query.forEach((name, values) -> {
            List<String> texts = new ArrayList<>();
            values.forEach(value -> texts.add(decoded(value)));
            decoded.put(decoded(name), texts);
        });
        return decoded;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}

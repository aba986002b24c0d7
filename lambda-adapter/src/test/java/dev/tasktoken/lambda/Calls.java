package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Calls of an API as Lambda hands them in. */
final class Calls {
    private Calls() {}

    /** A POST to an HTTP API. */
    static APIGatewayV2HTTPEvent http(String body, Map<String, String> headers) {
        APIGatewayV2HTTPEvent call = new APIGatewayV2HTTPEvent();
        call.setVersion("2.0");
        call.setRouteKey("POST /answers");
        call.setBody(body);
        call.setHeaders(headers);
        call.setRequestContext(requestContext("POST"));
        return call;
    }

    /** A POST to a REST API. */
    static APIGatewayProxyRequestEvent rest(String body) {
        return new APIGatewayProxyRequestEvent().withHttpMethod("POST").withBody(body);
    }

    static RequestContext requestContext(String method) {
        return RequestContext.builder()
                .withHttp(RequestContext.Http.builder().withMethod(method).build())
                .build();
    }

    static String base64(String body) {
        return Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> lowerCase = new HashMap<>();
        headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
        return lowerCase;
    }

    static Map<String, List<String>> multi(Map<String, String> values) {
        Map<String, List<String>> multi = new HashMap<>();
        values.forEach((name, value) -> multi.put(name, List.of(value)));
        return multi;
    }
}

package dev.tasktoken.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiEventsTest {
    private static final String FORM = "comment=M%C3%BCller+%26+S%C3%B6hne";

    /** Says what it was asked. */
    private static WebResponse echo(WebRequest request) {
        String said = String.join(
                "|",
                request.isMethod("POST") ? "POST" : "other",
                request.parameter("q"),
                request.field("comment"),
                request.header("accept-language"),
                String.valueOf(request.refusal()));
        return new WebResponse(200, Map.of("X-Robots-Tag", "none"), said);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static APIGatewayV2HTTPEvent httpApi(String body, boolean isBase64) {
        APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
        event.setRequestContext(RequestContext.builder()
                .withHttp(RequestContext.Http.builder().withMethod("POST").build())
                .build());
        event.setHeaders(Map.of("accept-language", "de"));
        event.setBody(body);
        event.setIsBase64Encoded(isBase64);
        return event;
    }

    private static ApplicationLoadBalancerRequestEvent balancer(String body, boolean isBase64) {
        ApplicationLoadBalancerRequestEvent event = new ApplicationLoadBalancerRequestEvent();
        event.setHttpMethod("POST");
        event.setBody(body);
        event.setIsBase64Encoded(isBase64);
        return event;
    }

    @Test
    void readsACallOfAnHttpApiOrAFunctionUrl() {
        APIGatewayV2HTTPEvent event = httpApi(base64(FORM), true);
        event.setRawQueryString("q=a%26b&x=1");

        APIGatewayV2HTTPResponse answer = ApiEvents.answer(event, ApiEventsTest::echo);

        assertThat(answer.getBody()).isEqualTo("POST|a&b|Müller & Söhne|de|0");
        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaders()).containsEntry("X-Robots-Tag", "none");
    }

    @Test
    void readsDecodedParametersWhereThereIsNoRawQuery() {
        APIGatewayV2HTTPEvent event = httpApi(FORM, false);
        event.setQueryStringParameters(Map.of("q", "a&b"));

        assertThat(ApiEvents.answer(event, ApiEventsTest::echo).getBody()).isEqualTo("POST|a&b|Müller & Söhne|de|0");
    }

    @Test
    void readsACallOfARestApi() {
        APIGatewayProxyRequestEvent event = new APIGatewayProxyRequestEvent()
                .withHttpMethod("POST")
                .withQueryStringParameters(Map.of("q", "last"))
                .withHeaders(Map.of("Accept-Language", "ja"))
                .withBody(FORM);

        APIGatewayProxyResponseEvent one = ApiEvents.answer(event, ApiEventsTest::echo);
        APIGatewayProxyResponseEvent two = ApiEvents.answer(
                event.withMultiValueQueryStringParameters(Map.of("q", List.of("first", "last"))), ApiEventsTest::echo);

        assertThat(one.getBody()).isEqualTo("POST|last|Müller & Söhne|ja|0");
        assertThat(one.getIsBase64Encoded()).isFalse();
        assertThat(two.getBody()).isEqualTo("POST||Müller & Söhne|ja|0");
    }

    @Test
    void readsARequestOfALoadBalancer() {
        ApplicationLoadBalancerRequestEvent event = balancer(FORM, false);
        event.setQueryStringParameters(Map.of("q", "a%26b+c", "bad", "%zz"));
        event.setHeaders(Map.of("accept-language", "de"));

        ApplicationLoadBalancerResponseEvent answer = ApiEvents.answer(event, ApiEventsTest::echo);

        assertThat(answer.getBody()).isEqualTo("POST|a&b c|Müller & Söhne|de|0");
        assertThat(answer.getHeaders()).containsEntry("X-Robots-Tag", "none");
        assertThat(answer.getMultiValueHeaders()).isNull();
    }

    @Test
    void answersALoadBalancerWithMultiValueHeadersAlike() {
        ApplicationLoadBalancerRequestEvent event = balancer(base64(FORM), true);
        event.setMultiValueQueryStringParameters(Map.of("q", List.of("a%26b")));
        event.setMultiValueHeaders(Map.of("accept-language", List.of("de", "en"), "x-empty", List.of()));

        ApplicationLoadBalancerResponseEvent answer = ApiEvents.answer(event, ApiEventsTest::echo);

        assertThat(answer.getBody()).isEqualTo("POST|a&b|Müller & Söhne|de|0");
        assertThat(answer.getMultiValueHeaders()).containsEntry("X-Robots-Tag", List.of("none"));
    }

    @Test
    void toleratesEventsWithNothingInThem() {
        Map<String, String> valueless = new HashMap<>();
        valueless.put("q", null);

        assertThat(ApiEvents.answer(new APIGatewayV2HTTPEvent(), ApiEventsTest::echo)
                        .getBody())
                .isEqualTo("other||||0");
        assertThat(ApiEvents.answer(new APIGatewayProxyRequestEvent(), ApiEventsTest::echo)
                        .getBody())
                .isEqualTo("other||||0");
        assertThat(ApiEvents.answer(
                                new APIGatewayProxyRequestEvent().withQueryStringParameters(valueless),
                                ApiEventsTest::echo)
                        .getBody())
                .isEqualTo("other||||0");
        assertThat(ApiEvents.answer(new ApplicationLoadBalancerRequestEvent(), ApiEventsTest::echo)
                        .getBody())
                .isEqualTo("other||||0");
    }

    @Test
    void refusesBodiesThatAreTooLongOrNotWhatTheySay() {
        String long64 = base64("x".repeat(WebRequest.MAX_BODY_BYTES + 10));

        assertThat(ApiEvents.answer(httpApi("comment=" + "x".repeat(100_000), false), ApiEventsTest::echo)
                        .getBody())
                .endsWith("|413");
        assertThat(ApiEvents.answer(httpApi(long64, true), ApiEventsTest::echo).getBody())
                .endsWith("|413");
        assertThat(ApiEvents.answer(httpApi("no base64", true), ApiEventsTest::echo)
                        .getBody())
                .endsWith("|400");
    }
}

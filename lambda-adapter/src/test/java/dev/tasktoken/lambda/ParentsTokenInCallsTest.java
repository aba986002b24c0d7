package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.testkit.TestTokens;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls and records in which the own token A is nameless or empty, and a parent's token B is named. */
class ParentsTokenInCallsTest {
    private static final String A = TestTokens.numbered(1);
    private static final String B = TestTokens.numbered(2);
    private static final String BODY = "{\"taskToken\":\"" + B + "\"}";
    private static final String NESTED = "{\"order\":" + BODY + "}";

    private static void isRefused(ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOf(TaskTokenException.class).hasMessageNotContaining(TestTokens.PREFIX);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static APIGatewayProxyRequestEvent rest(String body) {
        return new APIGatewayProxyRequestEvent().withBody(body);
    }

    /** An empty name, none at all, and one that lost its plus signs. */
    @ParameterizedTest
    @ValueSource(strings = {"taskToken", "taskToken=", "=<A>", "<A>", "resume=<A>", "resume=<A as it is>"})
    void seesEveryFieldOfAForm(String field) {
        String body = field.replace("<A>", encoded(A)).replace("<A as it is>", A) + "&order=" + encoded(BODY);
        APIGatewayV2HTTPEvent call = APIGatewayV2HTTPEvent.builder()
                .withBody(body)
                .withHeaders(Map.of("content-type", "application/x-www-form-urlencoded"))
                .build();

        isRefused(() -> ApiGatewayEvents.read(call));
    }

    @Test
    void seesATokenInThePathWithoutAParameter() {
        APIGatewayV2HTTPEvent call = APIGatewayV2HTTPEvent.builder()
                .withBody(NESTED)
                .withRawPath("/resume/" + encoded(A))
                .build();

        isRefused(() -> ApiGatewayEvents.read(call));
        isRefused(() -> ApiGatewayEvents.read(rest(NESTED).withPath("/resume/" + encoded(A))));
        assertThat(ApiGatewayEvents.read(rest("{\"taskToken\":\"" + A + "\"}").withPath("/resume/" + encoded(A)))
                        .taskToken()
                        .value())
                .isEqualTo(A);
    }

    @Test
    void seesATokenAmongManyValuesOfOneHeader() {
        isRefused(() ->
                ApiGatewayEvents.read(rest(BODY).withMultiValueHeaders(Map.of("resume", List.of("a", "b", A)))));
    }

    @Test
    void letsNothingTakeThePlaceOfANamedTokenWithoutAValue() {
        Map<String, String> nothing = Collections.singletonMap("taskToken", null);

        isRefused(() -> ApiGatewayEvents.read(rest(BODY).withHeaders(nothing)));
        isRefused(() -> ApiGatewayEvents.read(rest(BODY).withQueryStringParameters(nothing)));
        isRefused(() ->
                ApiGatewayEvents.read(rest(BODY).withMultiValueHeaders(Collections.singletonMap("taskToken", null))));
        isRefused(() ->
                ApiGatewayEvents.read(rest(BODY).withMultiValueQueryStringParameters(Map.of("taskToken", List.of()))));
    }

    @Test
    void letsNothingTakeThePlaceOfAnAttributeThatIsNull() {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setBody(BODY);
        message.setMessageAttributes(Collections.singletonMap("TaskToken", null));
        SNSEvent.SNS sns = new SNSEvent.SNS();
        sns.setMessage(BODY);
        sns.setMessageAttributes(Collections.singletonMap("TaskToken", null));
        SNSEvent.SNSRecord record = new SNSEvent.SNSRecord();
        record.setSns(sns);

        isRefused(() -> SqsEvents.read(message));
        isRefused(() -> SnsEvents.read(record));
    }
}

package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call of an API that reaches a function in its raw form, with the token in the link that was called. */
class RawCallTest {
    private static final String TOKEN = TestTokens.numbered(1);

    /** HTTP API and function URL, REST API, load balancer, VPC Lattice 1 and 2; METHOD is the call's. */
    private static final Map<String, String> FORMS = Map.of(
            "HTTP API",
            """
                    {"version":"2.0","routeKey":"$default","rawPath":"/yes","headers":{"host":"x"},
                     "queryStringParameters":{"taskToken":"TOKEN"},
                     "requestContext":{"http":{"method":"METHOD","path":"/yes"},"stage":"$default"},
                     "isBase64Encoded":false}
                    """,
            "REST API",
            """
                    {"resource":"/yes","path":"/yes","httpMethod":"METHOD","headers":null,
                     "queryStringParameters":{"taskToken":"TOKEN"},
                     "requestContext":{"httpMethod":"METHOD","stage":"prod"},"body":null,"isBase64Encoded":false}
                    """,
            "REST API whose context alone has the method",
            """
                    {"queryStringParameters":{"taskToken":"TOKEN"},"requestContext":{"httpMethod":"METHOD"}}
                    """,
            "load balancer",
            """
                    {"requestContext":{"elb":{"targetGroupArn":"a"}},"httpMethod":"METHOD","path":"/yes",
                     "queryStringParameters":{"taskToken":"TOKEN"},"headers":{"host":"x"},"body":"",
                     "isBase64Encoded":false}
                    """,
            "VPC Lattice 1",
            """
                    {"raw_path":"/yes","method":"METHOD","headers":{"host":"x"},
                     "query_string_parameters":{"taskToken":"TOKEN"},"body":"","is_base64_encoded":false}
                    """,
            "VPC Lattice 2",
            """
                    {"version":"2.0","path":"/yes","method":"METHOD","headers":{"host":["x"]},
                     "queryStringParameters":{"taskToken":"TOKEN"},"requestContext":{"serviceArn":"a"}}
                    """);

    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final CallbackProcessor<String> processor =
            CallbackProcessor.of(stepFunctions.responder(), String.class, text -> "yes");

    static Stream<String> forms() {
        return FORMS.keySet().stream().sorted();
    }

    static Stream<String> safeMethods() {
        return Stream.of("GET", "get", "HEAD", "OPTIONS", "options", "TRACE");
    }

    private static String call(String form, String method) {
        return FORMS.getOrDefault(form, "").replace("METHOD", method).replace("TOKEN", TOKEN);
    }

    private void isRefused(Object payload) {
        assertThatThrownBy(() -> LambdaPayloads.process(payload, null, processor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mail scanners")
                .hasMessageNotContaining(TestTokens.PREFIX);
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void answersNothingOnAMethodThatScannersUse(String form) {
        safeMethods().forEach(method -> isRefused(call(form, method)));
    }

    @ParameterizedTest
    @MethodSource("safeMethods")
    void answersNothingInAnyFormOfPayload(String method) throws IOException {
        String call = call("REST API", method);
        byte[] bytes = call.getBytes(StandardCharsets.UTF_8);
        CallbackStreamHandler handler = new CallbackStreamHandler(processor) {};
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        isRefused(bytes);
        isRefused(new ByteArrayInputStream(bytes));
        isRefused(Carries.JSON.readTree(call));
        isRefused(Carries.JSON.readValue(call, Map.class));
        isRefused(new ApplicationLoadBalancerRequestEvent() {
            {
                setHttpMethod(method);
                setPath("/yes");
                setQueryStringParameters(Map.of("taskToken", TOKEN));
            }
        });
        assertThatThrownBy(() -> handler.handleRequest(new ByteArrayInputStream(bytes), output, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mail scanners");
        assertThat(output.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "delete"})
    void answersOnAMethodThatNobodyUsesUnasked(String method) {
        assertThat(LambdaPayloads.process(call("HTTP API", method), null, processor))
                .isInstanceOf(Settlement.Succeeded.class);
    }

    @Test
    void answersACallWhoseMethodIsUnknownAsApiGatewayEventsDoes() {
        String call = "{\"queryStringParameters\":{\"taskToken\":\"" + TOKEN + "\"},\"requestContext\":{}}";

        assertThat(LambdaPayloads.process(call, null, processor)).isInstanceOf(Settlement.Succeeded.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"taskToken\":\"TOKEN\",\"method\":\"GET\",\"path\":\"/a\",\"headers\":{}}",
                "{\"task_token\":\"TOKEN\",\"httpMethod\":\"GET\",\"path\":\"/a\",\"requestContext\":{\"httpMethod\":\"GET\"}}",
                "{\"task\":{\"taskToken\":\"TOKEN\"},\"method\":\"GET\"}",
                "{\"taskToken\":\"TOKEN\",\"input\":{\"httpMethod\":\"GET\",\"path\":\"/a\",\"requestContext\":{}}}"
            })
    void answersWhatAStateSendsWithItsOwnTokenWhateverElseIsInIt(String payload) {
        assertThat(LambdaPayloads.process(payload.replace("TOKEN", TOKEN), null, processor))
                .isInstanceOf(Settlement.Succeeded.class);
    }

    @Test
    void readsTheTokenOfAnyCall() {
        assertThat(LambdaPayloads.read(call("REST API", "GET")).taskToken().value())
                .isEqualTo(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'httpMethod':'GET','requestContext':{}",
                "'httpMethod':'GET','headers':{}",
                "'httpMethod':'GET','path':'/a'",
                "'method':'GET','headers':{},'path':'/a'",
                "'method':'GET','headers':{},'raw_path':'/a'"
            })
    void takesAMethodBesideWhatCallsHaveForACalls(String members) {
        isRefused("{" + members.replace('\'', '"') + ",\"query\":{\"taskToken\":\"" + TOKEN + "\"}}");
    }

    /** An order may have a method, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'httpMethod':'GET'",
                "'method':'GET'",
                "'method':'GET','headers':{}",
                "'method':'GET','path':'/a'",
                "'method':'GET','raw_path':'/a'"
            })
    void takesAMethodWithoutThatForData(String members) {
        String payload = "{" + members.replace('\'', '"') + ",\"order\":{\"taskToken\":\"" + TOKEN + "\"}}";

        assertThat(LambdaPayloads.process(payload, null, processor)).isInstanceOf(Settlement.Succeeded.class);
    }
}

package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.InvalidPayloadException;
import dev.tasktoken.delivery.UnreadableDeliveryException;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;

class ApiGatewayEventsTest {
    private static final String TOKEN = TestTokens.numbered(1);
    private static final String OTHER = TestTokens.numbered(2);
    private static final String ENCODED = URLEncoder.encode(TOKEN, StandardCharsets.UTF_8);
    private static final String FORM = "application/x-www-form-urlencoded";

    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final CallbackProcessor<Decision> processor =
            CallbackProcessor.of(stepFunctions.responder(), Decision.class, Decision::decision);

    record Decision(String decision) {}

    private static APIGatewayV2HTTPEvent http(String body) {
        return Calls.http(body, Map.of());
    }

    private static APIGatewayV2HTTPEvent form(String body) {
        return Calls.http(body, Map.of("content-type", FORM + "; charset=UTF-8"));
    }

    private static String token(APIGatewayV2HTTPEvent call) {
        return ApiGatewayEvents.read(call).taskToken().value();
    }

    private static String token(APIGatewayProxyRequestEvent call) {
        return ApiGatewayEvents.read(call).taskToken().value();
    }

    @Test
    void takesTheTokenFromTheQueryString() {
        APIGatewayV2HTTPEvent call = http("{\"decision\":\"yes\"}");
        call.setQueryStringParameters(Map.of("token", TOKEN, "lang", "de"));

        CallbackEnvelope envelope = ApiGatewayEvents.read(call);

        assertThat(envelope.taskToken().value()).isEqualTo(TOKEN);
        assertThat(envelope.payload(Decision.class)).isEqualTo(new Decision("yes"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesTheTokenFromThePathDecodedOrNot(boolean decoded) {
        APIGatewayV2HTTPEvent call = http("{}");
        call.setPathParameters(Map.of("taskToken", decoded ? TOKEN : ENCODED));

        assertThat(token(call)).isEqualTo(TOKEN);
        assertThat(token(Calls.rest("{}").withPathParameters(call.getPathParameters())))
                .isEqualTo(TOKEN);
    }

    @Test
    void leavesAPathAloneThatIsNotPercentEncoded() {
        APIGatewayV2HTTPEvent call = http("{}");
        call.setPathParameters(Map.of("discount", "100%", "taskToken", TOKEN));

        assertThat(token(call)).isEqualTo(TOKEN);
    }

    @Test
    void readsACallThatHasNothingButABody() {
        APIGatewayV2HTTPEvent call = new APIGatewayV2HTTPEvent();
        call.setBody("{\"token\":\"" + TOKEN + "\"}");

        assertThat(token(call)).isEqualTo(TOKEN);
        assertThat(token(new APIGatewayProxyRequestEvent().withBody(call.getBody())))
                .isEqualTo(TOKEN);
    }

    @Test
    void readsACallWithoutABody() {
        APIGatewayV2HTTPEvent call = new APIGatewayV2HTTPEvent();
        call.setQueryStringParameters(Map.of("taskToken", TOKEN));

        assertThat(token(call)).isEqualTo(TOKEN);
        assertThat(ApiGatewayEvents.read(call).payloadText()).isEmpty();
        assertThatThrownBy(() -> ApiGatewayEvents.read(call).payload(Decision.class))
                .isInstanceOf(InvalidPayloadException.class);
        assertThatThrownBy(() -> ApiGatewayEvents.read(new APIGatewayV2HTTPEvent()))
                .isInstanceOf(UnreadableDeliveryException.class);
    }

    @Test
    void readsWithTheCallersReader() {
        CallbackReader reader =
                CallbackReader.builder().tokenInAttribute("resume").build();
        APIGatewayV2HTTPEvent call = Calls.http("{}", Map.of("resume", TOKEN));

        assertThat(ApiGatewayEvents.read(call, reader).taskToken().value()).isEqualTo(TOKEN);
        assertThat(ApiGatewayEvents.read(Calls.rest("{}").withHeaders(call.getHeaders()), reader)
                        .taskToken()
                        .value())
                .isEqualTo(TOKEN);
    }

    @Test
    void refusesDifferentValuesInTwoPlaces() {
        APIGatewayV2HTTPEvent call = Calls.http("{}", Map.of("TaskToken", TOKEN));
        call.setQueryStringParameters(Map.of("TaskToken", OTHER));

        assertThatThrownBy(() -> ApiGatewayEvents.read(call))
                .isInstanceOf(AmbiguousTokenException.class)
                .hasMessageContaining("attribute TaskToken_")
                .hasMessageContaining("attribute TaskToken__");
    }

    @Test
    void refusesDifferentValuesThatAnHttpApiJoinedByACommaAndTakesEqualOnes() {
        APIGatewayV2HTTPEvent different = Calls.http("{}", Map.of("tasktoken", TOKEN + "," + OTHER));
        APIGatewayV2HTTPEvent equal = Calls.http("{}", Map.of("tasktoken", TOKEN + ", " + TOKEN));

        assertThatThrownBy(() -> ApiGatewayEvents.read(different)).isInstanceOf(AmbiguousTokenException.class);
        assertThat(token(equal)).isEqualTo(TOKEN);
    }

    @Test
    void refusesDifferentValuesOfARestApiAndTakesEqualOnes() {
        APIGatewayProxyRequestEvent different = Calls.rest("{}")
                .withQueryStringParameters(Map.of("token", OTHER))
                .withMultiValueQueryStringParameters(Map.of("token", List.of(TOKEN, OTHER)));
        APIGatewayProxyRequestEvent equal = Calls.rest("{}")
                .withHeaders(Map.of("TaskToken", TOKEN))
                .withMultiValueHeaders(Map.of("TaskToken", List.of(TOKEN, TOKEN)));

        assertThatThrownBy(() -> ApiGatewayEvents.read(different)).isInstanceOf(AmbiguousTokenException.class);
        assertThat(token(equal)).isEqualTo(TOKEN);
    }

    @Test
    void isNotMisledByEmptyValuesBesideTwoTokens() {
        APIGatewayV2HTTPEvent call = Calls.http("{}", Map.of("tasktoken", ", " + TOKEN + ",," + OTHER));
        APIGatewayV2HTTPEvent one = Calls.http("{}", Map.of("token", "," + TOKEN));

        assertThatThrownBy(() -> ApiGatewayEvents.read(call)).isInstanceOf(AmbiguousTokenException.class);
        assertThat(token(one)).isEqualTo(TOKEN);
    }

    @Test
    void takesNoneOfTwoValuesEvenIfTheReaderNamesTheAttribute() {
        CallbackReader reader =
                CallbackReader.builder().tokenInAttribute("resume").build();
        APIGatewayProxyRequestEvent call = Calls.rest("{}")
                .withMultiValueQueryStringParameters(Map.of("resume", List.of(TOKEN, OTHER)))
                .withHeaders(Map.of("resume_", "x"));

        assertThatThrownBy(() -> ApiGatewayEvents.read(call, reader))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("[resume_, resume__, resume___]");
    }

    @Test
    void neitherReadsNorShowsCredentials() {
        Map<String, String> headers = new HashMap<>();
        for (String name :
                List.of("Authorization", "Proxy-Authorization", "cookie", "X-Api-Key", "X-Amz-Security-Token")) {
            headers.put(name, "secret-of-" + name);
        }
        headers.put("X-CSRF-Token", "secret-of-csrf");

        assertThatThrownBy(() -> ApiGatewayEvents.read(Calls.http("{}", headers)))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("message attributes [X-CSRF-Token]")
                .hasMessageNotContaining("secret-of");
    }

    @Test
    void readsAFormAsAnObject() {
        APIGatewayV2HTTPEvent call = form("decision=yes%20please&taskToken=" + ENCODED + "&=x&flag");

        CallbackEnvelope envelope = ApiGatewayEvents.read(call);

        assertThat(envelope.taskToken().value()).isEqualTo(TOKEN);
        assertThat(envelope.payloadText()).isEqualTo("{\"decision\":\"yes please\"}");
    }

    @Test
    void readsAFormInBase64() {
        APIGatewayProxyRequestEvent call = Calls.rest(Calls.base64("decision=yes&taskToken=" + ENCODED))
                .withIsBase64Encoded(true)
                .withHeaders(Map.of("Content-Type", FORM));

        assertThat(ApiGatewayEvents.read(call).payload(Decision.class)).isEqualTo(new Decision("yes"));
    }

    /** Body, header, query and path are all deliberate places. */
    @Test
    void refusesDifferentTokensInAnyTwoPlaces() {
        List<BiConsumer<APIGatewayV2HTTPEvent, String>> places = List.of(
                (call, token) -> call.setBody("{\"taskToken\":\"" + token + "\"}"),
                (call, token) -> call.setHeaders(Map.of("x-task-token", token)),
                (call, token) -> call.setQueryStringParameters(Map.of("taskToken", token)),
                (call, token) -> call.setPathParameters(Map.of("taskToken", token)));

        for (int one = 0; one < places.size(); one++) {
            for (int other = 0; other < places.size(); other++) {
                APIGatewayV2HTTPEvent call = http("{}");
                places.get(one).accept(call, TOKEN);
                places.get(other).accept(call, one == other ? TOKEN : OTHER);
                if (one == other) {
                    assertThat(token(call)).isEqualTo(TOKEN);
                } else {
                    assertThatThrownBy(() -> token(call)).isInstanceOf(AmbiguousTokenException.class);
                }
            }
        }
    }

    @Test
    void letsNothingTakeThePlaceOfAnEmptyParameter() {
        APIGatewayV2HTTPEvent call = http("{\"order\":{\"taskToken\":\"" + OTHER + "\"}}");
        call.setQueryStringParameters(Map.of("taskToken", ""));
        APIGatewayV2HTTPEvent weak = Calls.http("{}", Map.of("tasktoken", "", "token", "tok_visa"));

        assertThatThrownBy(() -> token(call)).isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> token(weak)).isInstanceOf(TokenNotFoundException.class);
    }

    @Test
    void refusesAFormWithTwoTokens() {
        APIGatewayV2HTTPEvent call =
                form("taskToken=" + ENCODED + "&taskToken=" + URLEncoder.encode(OTHER, StandardCharsets.UTF_8));

        assertThatThrownBy(() -> ApiGatewayEvents.read(call)).isInstanceOf(AmbiguousTokenException.class);
    }

    @Test
    void readsJsonThatCurlSendsAsAForm() {
        assertThat(token(form(" {\"taskToken\":\"" + TOKEN + "\"}"))).isEqualTo(TOKEN);
    }

    @Test
    void refusesAMalformedFormWithoutQuotingIt() {
        assertThatThrownBy(() -> ApiGatewayEvents.read(form("taskToken=" + TOKEN + "%zz")))
                .isInstanceOf(UnreadableDeliveryException.class)
                .hasMessageNotContaining(TestTokens.PREFIX);
    }

    @Test
    void readsABodyAsItIsIfItIsNotBase64AfterAll() {
        APIGatewayV2HTTPEvent call = http("{\"taskToken\":\"" + TOKEN + "\"}");
        call.setIsBase64Encoded(true);

        assertThat(token(call)).isEqualTo(TOKEN);

        call.setBody("taskToken=" + ENCODED);
        call.setHeaders(Map.of("content-type", FORM));
        assertThat(token(call)).isEqualTo(TOKEN);
    }

    @Test
    void passesOverNamesAndValuesThatAreMissing() {
        Map<String, String> holes = new HashMap<>();
        holes.put("taskToken", null);
        holes.put(null, TOKEN);
        Map<String, List<String>> multi = new HashMap<>();
        multi.put("taskToken", Arrays.asList(TOKEN, null));
        multi.put("other", null);
        APIGatewayProxyRequestEvent call = Calls.rest("{}")
                .withHeaders(holes)
                .withPathParameters(holes)
                .withQueryStringParameters(holes)
                .withMultiValueHeaders(multi);

        assertThat(token(call)).isEqualTo(TOKEN);
    }

    @Test
    void answersTheTask() {
        APIGatewayV2HTTPEvent call = http("{\"decision\":\"yes\"}");
        call.setQueryStringParameters(Map.of("token", TOKEN));

        assertThat(ApiGatewayEvents.process(call, null, processor))
                .isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(ApiGatewayEvents.process(
                        Calls.rest("{\"decision\":\"no\"}").withPathParameters(Map.of("token", OTHER)),
                        null,
                        processor))
                .isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(stepFunctions.answers())
                .extracting(answer -> answer.output().orElseThrow())
                .containsExactly("\"yes\"", "\"no\"");
    }

    @Test
    void reportsToASecondCallThatTheTaskIsClosed() {
        APIGatewayV2HTTPEvent call = http("{\"decision\":\"yes\",\"taskToken\":\"" + TOKEN + "\"}");
        stepFunctions.closeTask(TOKEN);

        assertThat(ApiGatewayEvents.process(call, null, processor)).isEqualTo(new Settlement.AlreadyClosed());
    }

    @Test
    void letsTheCallerSayWhatToAnswerWhenTheTaskStaysOpen() {
        Settlement settlement = ApiGatewayEvents.process(http("{}"), null, processor);

        assertThat(settlement)
                .isInstanceOfSatisfying(
                        Settlement.Redeliver.class,
                        redeliver -> assertThat(redeliver.reason()).isInstanceOf(TokenNotFoundException.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "head", "OPTIONS", "Trace"})
    void answersNothingOnAMethodThatScannersUse(String method) {
        APIGatewayV2HTTPEvent http = http("{\"decision\":\"yes\",\"taskToken\":\"" + TOKEN + "\"}");
        http.setRequestContext(Calls.requestContext(method));
        APIGatewayProxyRequestEvent rest = Calls.rest(http.getBody()).withHttpMethod(method);

        assertThatThrownBy(() -> ApiGatewayEvents.process(http, null, processor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mail scanners");
        assertThatThrownBy(() -> ApiGatewayEvents.process(rest, null, processor))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(token(http)).isEqualTo(TOKEN);
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void processesACallWhoseMethodIsUnknown() {
        APIGatewayV2HTTPEvent call = http("{\"decision\":\"yes\",\"taskToken\":\"" + TOKEN + "\"}");
        call.setRequestContext(null);

        assertThat(ApiGatewayEvents.process(call, null, processor).isAcknowledged())
                .isTrue();

        call.setRequestContext(new APIGatewayV2HTTPEvent.RequestContext());
        assertThat(ApiGatewayEvents.process(call, null, processor).isAcknowledged())
                .isTrue();
    }

    @Test
    void leavesATokenWhosePlusSignsWereLostToTheService() {
        APIGatewayV2HTTPEvent call = http("{\"decision\":\"yes\"}");
        call.setQueryStringParameters(Map.of("token", TOKEN.replace('+', ' ')));
        stepFunctions.refuseNext(InvalidTokenException.builder()
                .message("Invalid Token: 'Invalid token'")
                .build());

        Settlement settlement = ApiGatewayEvents.process(call, null, processor);

        assertThat(settlement)
                .isInstanceOfSatisfying(
                        Settlement.Redeliver.class,
                        redeliver -> assertThat(redeliver.reason())
                                .isInstanceOf(InvalidTaskTokenException.class)
                                .hasMessageNotContaining(TestTokens.PREFIX));
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+abc", "a%", "%zz"})
    void decodesAPathParameterFromItsFirstCharacter(String text) {
        APIGatewayV2HTTPEvent call = http("{}");
        call.setPathParameters(Map.of("taskToken", text.replace("+", "%2B")));

        assertThat(token(call)).isEqualTo(text);
    }

    /** Two short values are enough to be different; none that may be a token is left out. */
    @Test
    void seesATokenBehindShorterValuesOfItsName() {
        APIGatewayProxyRequestEvent call = Calls.rest("{\"order\":{\"taskToken\":\"" + TOKEN + "\"}}")
                .withMultiValueQueryStringParameters(Map.of("resume", List.of("a", "b", "x".repeat(400))));

        assertThatThrownBy(() -> token(call)).isInstanceOf(AmbiguousTokenException.class);
    }

    /** What has no name in a form may be a token that lost it. */
    @Test
    void keepsALongFieldOfAFormThatHasNoName() {
        String text = "x".repeat(400);
        APIGatewayV2HTTPEvent call = form("=" + text + "&token=" + ENCODED);

        assertThat(ApiGatewayEvents.read(call).payloadText()).isEqualTo("{\"\":\"" + text + "\"}");
        assertThatThrownBy(() -> token(form(text + "&parentTaskToken=" + ENCODED)))
                .isInstanceOf(AmbiguousTokenException.class);
        assertThat(token(form(text.substring(1) + "&parentTaskToken=" + ENCODED)))
                .isEqualTo(TOKEN);
    }

    @Test
    void keepsAFormThatCannotBeDecodedAsItIs() {
        APIGatewayV2HTTPEvent call = Calls.http("discount=%zz", Map.of("content-type", FORM, "x-task-token", TOKEN));

        assertThat(ApiGatewayEvents.read(call).payloadText()).isEqualTo("discount=%zz");
    }
}

package dev.tasktoken.testkit;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;

/** {@code apigateway:invoke} of a function behind an API. */
class ApiGatewayIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDPOINT = "abc.execute-api.us-east-1.amazonaws.com";
    private static final String CALL = "\"ApiEndpoint\": \"" + ENDPOINT + "\", \"Method\": \"POST\"";

    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    private void answerWith(LocalFunction function) {
        bench.stepFunctions.functions().register("api", function);
        bench.stepFunctions.integrations().onApi(ENDPOINT, "api");
    }

    private StartedExecution run(String resource, String parameters) {
        return bench.stepFunctions.run(
                Definitions.withCaught("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::" + resource
                        + "\", \"Parameters\": {" + parameters + "}, \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"],"
                        + " \"Next\": \"Caught\"}], \"End\": true"),
                "{}");
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    /** An API that returns what it received. */
    private static String echo(String event) {
        return JSON.createObjectNode().put("statusCode", 201).put("body", event).toString();
    }

    @Test
    void theFunctionReceivesTheProxysEvent() throws IOException {
        answerWith(ApiGatewayIT::echo);

        StartedExecution execution = run(
                "apigateway:invoke",
                CALL + ", \"Stage\": \"prod\", \"Path\": \"orders/1\", \"Headers\": {\"a\": [\"x\", \"y\"]},"
                        + " \"QueryParameters\": {\"q\": [\"1\"]}, \"RequestBody\": {\"n\": 1}");

        assertThat(execution).succeeded().withOutputAt("/StatusCode", 201).withTextAt("/StatusText", "Created");
        JsonNode event = json(execution.await().output().orElseThrow()).path("ResponseBody");
        assertThat(event.path("path").asText()).isEqualTo("/orders/1");
        assertThat(event.path("httpMethod").asText()).isEqualTo("POST");
        assertThat(event.path("headers")).isEqualTo(json("{\"a\":\"y\"}"));
        assertThat(event.path("multiValueHeaders")).isEqualTo(json("{\"a\":[\"x\",\"y\"]}"));
        assertThat(event.path("queryStringParameters")).isEqualTo(json("{\"q\":\"1\"}"));
        assertThat(event.path("body").asText()).isEqualTo("{\"n\":1}");
        assertThat(event.at("/requestContext/stage").asText()).isEqualTo("prod");
        assertThat(event.at("/requestContext/apiId").asText()).isEqualTo("abc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {", \"RequestBody\": \"text\" | \"text\"", ", \"RequestBody\": null | null", "'' | null"})
    void aTextIsAJsonBodyAndNothingIsNone(String body, String seen) {
        answerWith(event -> JSON.createObjectNode()
                .put("statusCode", 200)
                .put("body", json(event).path("body").toString())
                .toString());

        assertThat(run("apigateway:invoke", CALL + body))
                .succeeded()
                .withOutputAt("/ResponseBody", seen.equals("null") ? "null" : "\"\\\"text\\\"\"");
    }

    @Test
    void theResponseHasListsOfHeadersAndABodyThatMayBeText() {
        answerWith(event -> "{\"statusCode\": 200, \"headers\": {\"a\": \"x\"}, \"multiValueHeaders\": {\"b\": [\"1\","
                + " \"2\"]}, \"body\": \"no JSON\"}");

        assertThat(run("apigateway:invoke", CALL))
                .succeeded()
                .withOutput("{\"Headers\": {\"a\": [\"x\"], \"b\": [\"1\", \"2\"]}, \"ResponseBody\": \"no JSON\","
                        + " \"StatusCode\": 200, \"StatusText\": \"OK\"}");
    }

    @Test
    void aWaitingTaskHandsItsTokenToTheApi() {
        answerWith(event -> {
            bench.succeed(json(json(event).path("body").asText()).path("token").asText(), "\"paid\"");
            return "{\"statusCode\": 202}";
        });

        assertThat(run(
                        "apigateway:invoke.waitForTaskToken",
                        CALL + ", \"RequestBody\": {\"token.$\": \"$$.Task.Token\"}"))
                .succeeded()
                .withOutput("\"paid\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"statusCode\": 403, \"body\": \"{\\\"message\\\":\\\"no\\\"}\"} | ApiGateway.403 | {\"message\":\"no\"}",
                "{\"statusCode\": 500} | ApiGateway.500 | ''",
                "\"no answer\" | ApiGateway.502 | {\"message\": \"Internal server error\"}"
            })
    void anErrorsStatusIsItsName(String result, String error, String cause) {
        answerWith(event -> result);

        assertThat(run("apigateway:invoke", CALL))
                .succeeded()
                .withTextAt("/Error", error)
                .withTextAt("/Cause", cause);
    }

    @Test
    void aFunctionThatFailsIsAnInternalServerError() {
        answerWith(event -> {
            throw new IOException("down");
        });

        assertThat(run("apigateway:invoke", CALL)).succeeded().withTextAt("/Error", "ApiGateway.502");
    }

    @Test
    void anEndpointThatNobodyConnectedIsAnErrorToCatch() {
        answerWith(ApiGatewayIT::echo);

        assertThat(run("apigateway:invoke", CALL.replace("abc", "def")))
                .succeeded()
                .withTextAt("/Error", "ApiGateway.SdkClientException");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ", \"Headers\": {\"a\": \"x\"} | The value of the field 'Headers' has an invalid format",
                ", \"QueryParameters\": {\"a\": 1} | The value of the field 'QueryParameters' has an invalid format"
            })
    void aBareTextWhereAListBelongsFailsTheState(String more, String cause) {
        answerWith(ApiGatewayIT::echo);

        StartedExecution execution = run("apigateway:invoke", CALL + more);

        assertThat(execution).failed().withError("States.Runtime");
        assertThat(execution.await().cause())
                .hasValueSatisfying(text -> assertThat(text).contains(cause));
    }

    @Test
    void aMethodThatIsNoneFailsTheState() {
        answerWith(ApiGatewayIT::echo);

        assertThat(run("apigateway:invoke", CALL.replace("POST", "POKE")))
                .failed()
                .withError("States.Runtime");
    }

    @Test
    void withoutAnApiTheDefinitionIsRefusedWithTheLineToAdd() {
        assertThatThrownBy(() -> run("apigateway:invoke", CALL))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("integrations().onApi(\"API-HOST\", \"FUNCTION\")");
    }
}

package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** The protocol below the SDK, and the life of an instance. */
class WireProtocolIT {
    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        stepFunctions.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "AWSStepFunctions.SendTaskHeartbeat | {} | ValidationException",
                "AWSStepFunctions.SendTaskHeartbeat | {\"taskToken\": \"x\"} | InvalidToken",
                "AWSStepFunctions.SendTaskHeartbeat | {\"taskToken\": 5} | SerializationException",
                "AWSStepFunctions.SendTaskHeartbeat | not json | SerializationException",
                "AWSStepFunctions.SendTaskHeartbeat | [] | SerializationException",
                "AWSStepFunctions.StartSyncExecution | {} | UnknownOperationException",
                "AmazonSQS.SendMessage | {} | UnknownOperationException",
                "'' | {} | UnknownOperationException"
            })
    void answersErrorsAsTheServiceDoes(String target, String body, String code) throws Exception {
        HttpResponse<String> response = send(target, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.0");
        assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains(code);
        assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
        JsonNode error = Json.MAPPER.readTree(response.body());
        assertThat(error.get("__type").textValue()).isEqualTo(code);
        assertThat(error.get("message").textValue()).isNotEmpty();
    }

    @Test
    void refusesABodyOfMoreThanTwoMebibytes() throws Exception {
        HttpResponse<String> response = send("AWSStepFunctions.SendTaskHeartbeat", " ".repeat(2 * 1024 * 1024 + 1));

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void refusesABodyThatNestsWithoutEnd() throws Exception {
        String deep = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);

        assertThat(send("AWSStepFunctions.SendTaskHeartbeat", deep).body()).contains("SerializationException");
    }

    @Test
    void listensOnTheLoopbackInterfaceOnAPortOfItsOwn() {
        try (LocalStepFunctions other = LocalStepFunctions.start()) {
            assertThat(stepFunctions.endpoint().getHost()).isEqualTo("127.0.0.1");
            assertThat(other.endpoint()).isNotEqualTo(stepFunctions.endpoint());
        }
    }

    @Test
    void namesItsRegionAndAccountInArns() {
        try (LocalStepFunctions elsewhere = LocalStepFunctions.builder()
                .region(Region.EU_WEST_1)
                .accountId("000000000001")
                .start()) {
            String arn = elsewhere
                    .client()
                    .createStateMachine(m ->
                            m.name("m").roleArn(Workbench.ROLE).definition(Definitions.of("\"Type\": \"Succeed\"")))
                    .stateMachineArn();

            assertThat(arn).isEqualTo("arn:aws:states:eu-west-1:000000000001:stateMachine:m");
        }
        assertThatThrownBy(() -> LocalStepFunctions.builder().accountId("1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theClientsErrorsCarryTheCode() {
        assertThatThrownBy(() -> stepFunctions.client().listTagsForResource(t -> t.resourceArn("arn")))
                .isInstanceOfSatisfying(SfnException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException");
                    assertThat(e.statusCode()).isEqualTo(400);
                    assertThat(e.requestId()).isNotEmpty();
                });
    }

    @Test
    void waitingEndsWhenNothingComes() {
        assertThatThrownBy(() -> stepFunctions.awaitOpenTask(Duration.ofMillis(20)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PT0.02S");
    }

    @Test
    void afterClosingNothingIsServedAndNobodyWaits() {
        stepFunctions.close();

        assertThatThrownBy(() -> stepFunctions.awaitOpenTask(Duration.ofMinutes(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> send("AWSStepFunctions.SendTaskHeartbeat", "{}"))
                .isInstanceOf(IOException.class);
        stepFunctions.close();
    }

    private HttpResponse<String> send(String target, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(stepFunctions.endpoint())
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}

package dev.tasktoken.durable;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.CallbackId;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.testkit.LocalDurableCallbacks;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Responders that make their client themselves, with the settings of the environment. */
@Timeout(60)
class OwnClientTest {
    private final LocalDurableCallbacks callbacks = LocalDurableCallbacks.start();
    private final String text = callbacks.createCallback();
    private final CallbackId id = CallbackId.of(text);
    private final Map<String, String> environment = Map.of(
            "aws.region", "us-east-1",
            "aws.accessKeyId", "x",
            "aws.secretAccessKey", "x",
            "aws.endpointUrlLambda", callbacks.endpoint().toString());

    @BeforeEach
    void set() {
        environment.forEach(System::setProperty);
    }

    @AfterEach
    void close() {
        environment.keySet().forEach(System::clearProperty);
        callbacks.close();
    }

    @Test
    void answerAndCloseIt() {
        CallbackResponder responder = CallbackResponder.create();

        AnswerOutcome outcome = responder.succeed(id, 1);
        responder.close();

        assertThat(outcome).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(callbacks.callback(text)).succeeded().withOutput(1);
        assertThatThrownBy(() -> responder.heartbeat(id)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void answerWithoutABlockedThreadAndCloseIt() {
        AsyncCallbackResponder responder = AsyncCallbackResponder.create();

        AnswerOutcome outcome = responder.succeed(id, 1).join();
        responder.close();

        assertThat(outcome).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(callbacks.callback(text)).succeeded().withOutput(1);
        assertThatThrownBy(() -> responder.heartbeat(id).join()).isInstanceOf(RuntimeException.class);
    }

    @Test
    void leaveTheCallersClientOpen() {
        try (LambdaClient client = LambdaClients.blocking(callbacks, Duration.ofSeconds(20));
                LambdaAsyncClient async = LambdaClients.async(callbacks)) {
            CallbackResponder.of(client).close();
            AsyncCallbackResponder.of(async).close();

            assertThat(CallbackResponder.of(client).heartbeat(id)).isEqualTo(TaskStatus.OPEN);
            assertThat(AsyncCallbackResponder.of(async).heartbeat(id).join()).isEqualTo(TaskStatus.OPEN);
        }
    }
}

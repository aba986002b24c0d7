package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.Answer;
import dev.tasktoken.ResponseNotDeliveredException;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class RecordingSfnClientTest {
    private static final TaskToken TOKEN = TaskToken.of(TestTokens.numbered(1));

    private final RecordingSfnClient stepFunctions = new RecordingSfnClient();
    private final TokenResponder responder =
            TokenResponder.builder().client(stepFunctions).build();

    @Test
    void keepsWhatItTook() {
        TaskToken other = TaskToken.of(TestTokens.numbered(2));

        responder.heartbeat(TOKEN);
        responder.succeed(TOKEN, 42);
        responder.fail(other, "Declined", "card");

        assertThat(stepFunctions.answers())
                .containsExactly(
                        new RecordedAnswer("SendTaskSuccess", TOKEN.value(), "42", "", ""),
                        new RecordedAnswer("SendTaskFailure", other.value(), "", "Declined", "card"));
        assertThat(stepFunctions.heartbeats()).isEqualTo(1);
    }

    @Test
    void closesATaskWithItsAnswer() {
        responder.succeed(TOKEN, 42);

        Answer second = responder.fail(TOKEN, "Declined", "card");

        assertThat(second).isEqualTo(Answer.ALREADY_CLOSED);
        assertThat(stepFunctions.answers()).hasSize(1);
    }

    @Test
    void closesATaskOnRequest() {
        stepFunctions.closeTask(TOKEN.value());

        assertThat(responder.heartbeat(TOKEN)).isEqualTo(TaskStatus.CLOSED);
    }

    @Test
    void refusesTheNextCallOnly() {
        stepFunctions.refuseNext(SdkClientException.create("cut"));

        assertThatThrownBy(() -> responder.succeed(TOKEN, 42)).isInstanceOf(ResponseNotDeliveredException.class);
        assertThat(responder.succeed(TOKEN, 42)).isEqualTo(Answer.ACCEPTED);
    }

    @Test
    void showsNoToken() {
        responder.succeed(TOKEN, 42);

        assertThat(stepFunctions.answers().toString()).isEqualTo("[RecordedAnswer[SendTaskSuccess]]");
    }
}

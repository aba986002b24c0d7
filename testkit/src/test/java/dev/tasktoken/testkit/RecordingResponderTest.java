package dev.tasktoken.testkit;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackProcessor;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class RecordingResponderTest {
    private static final TaskToken TOKEN = TaskToken.of(TestTokens.numbered(1));

    private final RecordingResponder recording = RecordingResponder.create();
    private final TokenResponder responder = recording.responder();

    private record Order(String orderId) {}

    @Test
    void theExampleInItsJavadocRuns() {
        CallbackProcessor<Order> processor = CallbackProcessor.of(recording.responder(), Order.class, order -> 42);
        String taskToken = TestTokens.numbered(1);

        processor.process(
                Delivery.of(Deliveries.direct(taskToken, new Order("order-42")).event()));

        assertThat(recording.task(taskToken)).isAnswered().withOutput(42);
    }

    @Test
    void keepsWhatItTook() {
        TaskToken other = TaskToken.of(TestTokens.numbered(2));

        responder.heartbeat(TOKEN);
        responder.succeed(TOKEN, 42);
        responder.fail(other, "Declined", "card");

        assertThat(recording.answers())
                .extracting(TaskCall::operation, TaskCall::fingerprint, TaskCall::output, TaskCall::error)
                .containsExactly(
                        tuple("SendTaskSuccess", TOKEN.fingerprint(), Optional.of("42"), Optional.empty()),
                        tuple("SendTaskFailure", other.fingerprint(), Optional.empty(), Optional.of("Declined")));
        assertThat(recording.task(TOKEN.value())).succeeded().withOutput(42).hadHeartbeats(1);
        assertThat(recording.task(other.value())).failed().withError("Declined").withCause("card");
        assertThat(recording.heartbeats()).isEqualTo(1);
    }

    @Test
    void closesATaskWithItsAnswerAndKeepsTheCallThatCameTooLate() {
        responder.succeed(TOKEN, 42);

        AnswerOutcome second = responder.fail(TOKEN, "Declined", "card");

        assertThat(second).isEqualTo(AnswerOutcome.ALREADY_CLOSED);
        assertThat(recording.answers()).hasSize(1);
        assertThat(recording.calls()).extracting(TaskCall::outcome).containsExactly(TaskCall.ACCEPTED, "TaskTimedOut");
    }

    @Test
    void closesATaskOnRequest() {
        recording.closeTask(TOKEN.value());

        assertThat(responder.heartbeat(TOKEN)).isEqualTo(TaskStatus.CLOSED);
        assertThat(recording.task(TOKEN.value())).isClosedUnanswered().hadHeartbeats(0);
        assertThat(recording.heartbeats()).isZero();
    }

    @Test
    void refusesTheNextCallOnly() {
        recording.refuseNext(SdkClientException.create("cut"));

        assertThatThrownBy(() -> responder.succeed(TOKEN, 42)).isInstanceOf(AnswerNotDeliveredException.class);
        assertThat(recording.task(TOKEN.value())).isOpen();
        assertThat(responder.succeed(TOKEN, 42)).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(recording.calls())
                .extracting(TaskCall::outcome)
                .containsExactly("SdkClientException", TaskCall.ACCEPTED);
    }

    @Test
    void showsNeitherTokenNorData() {
        responder.succeed(TOKEN, 42);
        responder.fail(TaskToken.of(TestTokens.numbered(2)), TestTokens.numbered(3), "card");

        assertThat(recording.calls().toString() + recording.task(TOKEN.value()))
                .contains("TaskCall[SendTaskSuccess of " + TOKEN.fingerprint() + ": Accepted]")
                .doesNotContain(TestTokens.PREFIX)
                .doesNotContain("42]")
                .doesNotContain("card");
    }
}

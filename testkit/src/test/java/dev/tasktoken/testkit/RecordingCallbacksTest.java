package dev.tasktoken.testkit;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.CallbackId;
import dev.tasktoken.TaskStatus;
import org.junit.jupiter.api.Test;

class RecordingCallbacksTest {
    private static final String ID = "a+b/c=";

    private final RecordingCallbacks recording = RecordingCallbacks.create();
    private final CallbackId id = CallbackId.of(ID);

    @Test
    void keepsAnswersAndClosesTheirCallbacks() {
        assertThat(recording.responder().heartbeat(id)).isEqualTo(TaskStatus.OPEN);
        assertThat(recording.callback(ID)).isOpen();

        assertThat(recording.responder().succeed(id, 42)).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(recording.responder().fail(id, "Late", "")).isEqualTo(AnswerOutcome.ALREADY_CLOSED);

        assertThat(recording.callback(ID)).succeeded().withOutput(42).hadHeartbeats(1);
        assertThat(recording.calls()).hasSize(3);
        recording.responder().close();
    }

    @Test
    void keepsFailures() {
        recording.responder().fail(id, "TooDear", "more than 100 EUR");

        assertThat(recording.callback(ID)).failed().withError("TooDear").withCause("more than 100 EUR");
    }

    @Test
    void closesACallbackOnDemand() {
        recording.closeCallback(ID);

        assertThat(recording.responder().heartbeat(id)).isEqualTo(TaskStatus.CLOSED);
        assertThat(recording.callback(ID)).isClosedUnanswered();
    }
}

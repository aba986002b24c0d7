package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import org.junit.jupiter.api.Test;

class DeadLetterHandlerTest {
    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final DeadLetterHandler handler = new DeadLetterHandler(stepFunctions.responder());

    @Test
    void failsTheTaskOfEveryMessageAndNamesTheQueueThatGaveItUp() {
        SQSMessage message = SqsRecords.receivedTimes("4", SqsRecords.numbered(1));
        message.getAttributes().put("DeadLetterQueueSourceArn", "arn:aws:sqs:eu-central-1:123456789012:orders");

        SQSBatchResponse response = handler.handleRequest(SqsRecords.event(message, SqsRecords.numbered(2)), null);

        assertThat(SqsRecords.failed(response)).isEmpty();
        assertThat(stepFunctions.answers()).hasSize(2).allSatisfy(answer -> {
            assertThat(answer.operation()).isEqualTo("SendTaskFailure");
            assertThat(answer.error()).contains(TaskFailure.DEAD_LETTER);
            assertThat(answer.cause().orElseThrow())
                    .doesNotContain(TestTokens.PREFIX)
                    .doesNotContain("number");
        });
        assertThat(stepFunctions.answers().get(0).cause().orElseThrow())
                .contains("arn:aws:sqs:eu-central-1:123456789012:orders")
                .contains("after 4 receives");
    }

    @Test
    void leavesAMessageWithoutATokenForAPersonToLookAt() {
        SQSBatchResponse response = handler.handleRequest(
                SqsRecords.event(SqsRecords.withBody("m-1", "not JSON"), SqsRecords.numbered(2)), null);

        assertThat(SqsRecords.failed(response)).containsExactly("m-1");
        assertThat(stepFunctions.answers()).hasSize(1);
    }

    @Test
    void refusesAnEventThatWasNotRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> handler.handleRequest(new SQSEvent(), null))
                .withMessageContaining("Records");
    }

    @Test
    void acknowledgesADeliveryWhoseTaskIsClosedAlready() {
        stepFunctions.closeTask(TestTokens.numbered(1));

        SQSBatchResponse response = handler.handleRequest(SqsRecords.event(SqsRecords.numbered(1)), null);

        assertThat(SqsRecords.failed(response)).isEmpty();
    }
}

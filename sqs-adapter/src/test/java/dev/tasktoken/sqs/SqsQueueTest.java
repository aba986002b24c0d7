package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SqsException;

class SqsQueueTest {
    private final ScriptedSqs sqs = new ScriptedSqs();
    private final SqsQueue queue = new SqsQueue(sqs, ScriptedSqs.URL);
    private final List<Message> messages = ScriptedSqs.messages(2);

    @Test
    void hasTheNameBehindTheLastSlashOfItsUrl() {
        assertThat(queue.name()).isEqualTo("scripted");
        assertThat(queue.isFifo()).isFalse();
        assertThat(new SqsQueue(sqs, ScriptedSqs.URL + ".fifo").isFifo()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new SqsQueue(sqs, " "));
    }

    @Test
    void saysWhichMessageOfABatchWasRefusedAndWhetherForGood() {
        sqs.refuseNext(1, "ReceiptHandleIsInvalid", true);
        sqs.refuseNext(0, "InternalError", false);

        assertThat(queue.delete(messages))
                .containsExactly(new SqsQueue.Refusal(messages.get(1), "ReceiptHandleIsInvalid", true));
        assertThat(queue.hide(messages, Duration.ZERO))
                .containsExactly(new SqsQueue.Refusal(messages.get(0), "InternalError", false));
        assertThat(queue.delete(messages)).isEmpty();
    }

    @Test
    void warnsOnceForAsLongAsAPermissionIsMissing() {
        String first = Logged.by(() -> isDenied(2));
        queue.delete(messages);
        String second = Logged.by(() -> isDenied(1));
        sqs.failNext(ScriptedSqs.refusal("ServiceUnavailable", 503));
        String outage = Logged.by(() ->
                assertThatThrownBy(() -> queue.hide(messages, Duration.ZERO)).isInstanceOf(SqsException.class));

        assertThat(first).containsOnlyOnce("SQS denied sqs:DeleteMessage on scripted");
        assertThat(second).containsOnlyOnce("SQS denied sqs:DeleteMessage on scripted");
        assertThat(outage).doesNotContain("SQS denied");
    }

    private void isDenied(int times) {
        for (int i = 0; i < times; i++) {
            sqs.failNext(ScriptedSqs.refusal("AccessDenied", 403));
            assertThatThrownBy(() -> queue.delete(messages)).isInstanceOf(SqsException.class);
        }
    }
}

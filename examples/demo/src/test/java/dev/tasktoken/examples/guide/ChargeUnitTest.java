package dev.tasktoken.examples.guide;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;

import dev.tasktoken.TaskFailureException;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.testkit.Deliveries;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import org.junit.jupiter.api.Test;

class ChargeUnitTest {
    private final String taskToken = TestTokens.numbered(1);
    private final RecordingResponder recording = RecordingResponder.create();

    record Order(String orderId, int cents) {}

    @Test
    void aRefusedCardFailsTheTask() {
        CallbackProcessor<Order> processor = CallbackProcessor.of(recording.responder(), Order.class, order -> {
            throw new TaskFailureException("CardRefused", "expired");
        });

        SqsMessages.process(Deliveries.sqs(taskToken, new Order("0001", 1999)).message(), processor);

        assertThat(recording.task(taskToken)).failed().withError("CardRefused").withCause("expired");
    }
}

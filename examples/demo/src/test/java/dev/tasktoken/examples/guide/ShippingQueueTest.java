package dev.tasktoken.examples.guide;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.Deliveries;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.SqsDelivery;
import dev.tasktoken.testkit.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ShippingQueueTest {
    @Test
    void onlyTheMessageWithoutATokenIsRedelivered() throws IOException {
        RecordingResponder recording = RecordingResponder.create();
        ShippingQueueFunction function = new ShippingQueueFunction(recording.responder());
        String taskToken = TestTokens.numbered(1);
        SqsDelivery parcel = Deliveries.sqs(taskToken, "{\"orderId\": \"0001\", \"kilos\": 2.5}");
        SqsDelivery stray = Deliveries.sqs(TestTokens.numbered(2), "{\"orderId\": \"0002\", \"kilos\": 1}")
                .withoutToken()
                .messageId("stray");

        ByteArrayOutputStream response = new ByteArrayOutputStream();
        function.handleRequest(new ByteArrayInputStream(parcel.event(stray).getBytes(UTF_8)), response, null);

        assertThat(recording.task(taskToken)).succeeded().withOutputAt("/postage", 300);
        assertThat(response.toString(UTF_8)).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"stray\"}]}");
    }
}

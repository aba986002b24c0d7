package dev.tasktoken.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.testkit.FunctionInvocation;
import dev.tasktoken.testkit.LocalStepFunctions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Each message as it is received by a queue, a topic's API and Lambda's API. */
@Timeout(60)
class ResendableMessageIT {
    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final LocalServices services = new LocalServices(stepFunctions);

    @AfterEach
    void close() {
        services.close();
        stepFunctions.close();
    }

    @Test
    void aQueueReceivesTheSameBodyAndAttributesAtOnce() {
        String queue = LocalQueues.create();

        String id = queueMessage("""
                {"QueueUrl": "%s", "MessageBody": {"order": 1.50}, "DelaySeconds": 900, "MessageAttributes": {
                    "kind": {"DataType": "String", "StringValue": "order"},
                    "bytes": {"DataType": "Binary", "BinaryValue": "AQI="}}}""".formatted(queue)).send();

        Message received = LocalQueues.take(queue);
        assertThat(received.messageId()).isEqualTo(id);
        assertThat(received.body()).isEqualTo("{\"order\":1.50}");
        assertThat(received.messageAttributes()).containsOnlyKeys("kind", "bytes");
        assertThat(received.messageAttributes().get("kind"))
                .isEqualTo(MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue("order")
                        .build());
        assertThat(received.messageAttributes().get("bytes"))
                .isEqualTo(MessageAttributeValue.builder()
                        .dataType("Binary")
                        .binaryValue(SdkBytes.fromByteArray(new byte[] {1, 2}))
                        .build());
    }

    @Test
    void aFifoQueueReceivesTheSameGroupAndIsNotDeduplicated() {
        String queue = LocalQueues.createFifo();
        QueueMessage message = queueMessage("""
                {"QueueUrl": "%s", "MessageBody": "work", "MessageGroupId": "g", "MessageDeduplicationId": "d"}""".formatted(queue));
        LocalQueues.client()
                .sendMessage(m -> m.queueUrl(queue)
                        .messageBody("work")
                        .messageGroupId("g")
                        .messageDeduplicationId("d"));
        Message lost = LocalQueues.take(queue);

        message.send();

        Message received = LocalQueues.take(queue);
        assertThat(received.messageId()).isNotEqualTo(lost.messageId());
        assertThat(received.body()).isEqualTo("work");
        assertThat(received.attributes()).containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "g");
        assertThat(received.attributes().get(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID))
                .isNotEqualTo("d");
    }

    @Test
    void aTopicReceivesTheSameMessageWithAllThatBelongsToIt() {
        String topic = stepFunctions.topics().create("orders");

        String id = topicMessage("""
                {"TopicArn": "%s", "Message": {"default": "a"}, "MessageStructure": "json", "Subject": "order 1",
                    "MessageGroupId": "fair", "MessageAttributes": {
                        "kind": {"DataType": "String", "StringValue": "order"},
                        "bytes": {"DataType": "Binary", "BinaryValue": "AQI="}}}""".formatted(topic)).send();

        assertThat(id).isEqualTo("m-1");
        assertThat(services.calls().get(0).form())
                .containsEntry("Action", "Publish")
                .containsEntry("TopicArn", topic)
                .containsEntry("Message", "{\"default\":\"a\"}")
                .containsEntry("MessageStructure", "json")
                .containsEntry("Subject", "order 1")
                .containsEntry("MessageGroupId", "fair")
                .containsEntry("MessageAttributes.entry.1.Name", "kind")
                .containsEntry("MessageAttributes.entry.1.Value.DataType", "String")
                .containsEntry("MessageAttributes.entry.1.Value.StringValue", "order")
                .containsEntry("MessageAttributes.entry.2.Value.BinaryValue", "AQI=")
                .doesNotContainKey("MessageDeduplicationId");
    }

    @Test
    void aFifoTopicReceivesTheSameGroupUnderAnotherDeduplicationId() {
        TopicMessage message = topicMessage("""
                {"TopicArn": "arn:aws:sns:us-east-1:123456789012:orders.fifo", "Message": "a",
                    "MessageGroupId": "g", "MessageDeduplicationId": "d"}""");

        assertThat(message.target()).endsWith(":orders.fifo");
        assertThatThrownBy(message::send).isInstanceOf(RuntimeException.class); // there is no such topic
        Map<String, String> published = services.calls().get(0).form();
        assertThat(published).containsEntry("MessageGroupId", "g");
        assertThat(published.get("MessageDeduplicationId")).isNotNull().isNotEqualTo("d");
    }

    @Test
    void aFunctionIsInvokedAsynchronouslyIfItsStateDidSo() {
        stepFunctions.functions().register("pack", payload -> "null");

        String id = functionCall("""
                {"FunctionName": "pack", "InvocationType": "Event", "Payload": {"order": 1.50}, "LogType": "None"}""").send();

        ReceivedCall received = services.calls().get(0);
        assertThat(id).isEqualTo("r-1");
        assertThat(received.headers()).containsEntry("x-amz-invocation-type", "Event");
        assertThat(received.body()).isEqualTo("{\"order\":1.50}");
    }

    @Test
    void aFunctionIsInvokedWithItsQualifierAndContextAndAwaited() {
        stepFunctions.functions().register("pack", payload -> "null");

        functionCall("""
                {"FunctionName": "pack", "Qualifier": "live", "ClientContext": "e30="}""").send();

        ReceivedCall received = services.calls().get(0);
        assertThat(received.headers())
                .containsEntry("x-amz-invocation-type", "RequestResponse")
                .containsEntry("x-amz-client-context", "e30=");
        assertThat(received.query()).isEqualTo("Qualifier=live");
        assertThat(stepFunctions.functions().invocations("pack"))
                .extracting(FunctionInvocation::payload)
                .containsExactly("{}");
    }

    @Test
    void aFunctionsErrorIsReportedBecauseStepFunctionsDoesNotLearnOfIt() {
        stepFunctions.functions().register("pack", payload -> {
            throw new IllegalStateException("a secret");
        });

        assertThatThrownBy(() -> functionCall("{\"FunctionName\": \"pack\", \"Payload\": {}}")
                        .send())
                .isInstanceOf(ResendFailedException.class)
                .hasMessage("The function pack ended with an error; its log says which. The task may still be open")
                .hasNoCause();
    }

    @Test
    void refusesAnInvocationThatRunsNoFunction() {
        assertThatThrownBy(() -> functionCall("{\"FunctionName\": \"pack\", \"InvocationType\": \"DryRun\"}"))
                .isInstanceOf(NotResendableException.class)
                .hasMessage("its InvocationType runs no function");
    }

    private static QueueMessage queueMessage(String parameters) {
        return new QueueMessage(LocalQueues.client(), parameters);
    }

    private TopicMessage topicMessage(String parameters) {
        return new TopicMessage(services.sns(), parameters);
    }

    private FunctionCall functionCall(String parameters) {
        return new FunctionCall(services.lambda(), parameters);
    }
}

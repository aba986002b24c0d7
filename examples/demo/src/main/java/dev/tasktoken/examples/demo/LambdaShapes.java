package dev.tasktoken.examples.demo;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Builds Lambda's SQS and SNS events. */
final class LambdaShapes {
    private LambdaShapes() {}

    static SQSEvent event(Queue queue, List<Message> messages) {
        SQSEvent event = new SQSEvent();
        event.setRecords(
                messages.stream().map(message -> record(queue, message)).toList());
        return event;
    }

    static SNSEvent snsEvent(JsonNode event) {
        List<SNSEvent.SNSRecord> records = new ArrayList<>();
        event.path("Records").forEach(record -> records.add(record(record)));
        SNSEvent snsEvent = new SNSEvent();
        snsEvent.setRecords(records);
        return snsEvent;
    }

    private static SNSEvent.SNSRecord record(JsonNode node) {
        JsonNode notification = node.path("Sns");
        SNSEvent.SNS sns = new SNSEvent.SNS();
        sns.setType(notification.path("Type").textValue());
        sns.setMessageId(notification.path("MessageId").textValue());
        sns.setTopicArn(notification.path("TopicArn").textValue());
        sns.setSubject(notification.path("Subject").textValue());
        sns.setMessage(notification.path("Message").textValue());
        sns.setMessageAttributes(Map.of()); // no workflow of the demo publishes any
        SNSEvent.SNSRecord record = new SNSEvent.SNSRecord();
        record.setEventSource(node.path("EventSource").textValue());
        record.setEventSubscriptionArn(node.path("EventSubscriptionArn").textValue());
        record.setEventVersion(node.path("EventVersion").textValue());
        record.setSns(sns);
        return record;
    }

    private static SQSEvent.SQSMessage record(Queue queue, Message message) {
        SQSEvent.SQSMessage record = new SQSEvent.SQSMessage();
        record.setMessageId(message.messageId());
        record.setReceiptHandle(message.receiptHandle());
        record.setBody(message.body());
        record.setAttributes(message.attributesAsStrings());
        record.setMessageAttributes(attributes(message.messageAttributes()));
        record.setMd5OfBody(message.md5OfBody());
        record.setMd5OfMessageAttributes(message.md5OfMessageAttributes());
        record.setEventSource("aws:sqs");
        record.setEventSourceArn(queue.arn());
        record.setAwsRegion("us-east-1");
        return record;
    }

    private static Map<String, SQSEvent.MessageAttribute> attributes(Map<String, MessageAttributeValue> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> attribute(entry.getValue())));
    }

    private static SQSEvent.MessageAttribute attribute(MessageAttributeValue value) {
        SQSEvent.MessageAttribute attribute = new SQSEvent.MessageAttribute();
        attribute.setDataType(value.dataType());
        attribute.setStringValue(value.stringValue());
        SdkBytes binary = value.binaryValue();
        if (binary != null) {
            attribute.setBinaryValue(binary.asByteBuffer());
        }
        attribute.setStringListValues(List.of());
        attribute.setBinaryListValues(List.of());
        return attribute;
    }
}

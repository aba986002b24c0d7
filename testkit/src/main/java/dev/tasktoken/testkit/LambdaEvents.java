package dev.tasktoken.testkit;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNS;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.joda.time.DateTime;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Makes the event objects of {@code aws-lambda-java-events} out of deliveries, as Lambda's Java runtime does. That
 * library must be on the class path; for a handler that reads JSON itself, a delivery's {@code event()} needs none.
 *
 * <pre>{@code
 * SQSEvent event = LambdaEvents.sqs(Deliveries.sqs(taskToken, order).group("customer-7"));
 * }</pre>
 */
public final class LambdaEvents {
    private LambdaEvents() {}

    /**
     * Makes a batch of messages.
     *
     * @param deliveries the messages in their order
     * @return the event
     * @throws IllegalArgumentException if a message has no room for its token
     */
    public static SQSEvent sqs(SqsDelivery... deliveries) {
        SQSEvent event = new SQSEvent();
        event.setRecords(new ArrayList<>(
                Arrays.stream(deliveries).map(LambdaEvents::message).toList()));
        return event;
    }

    /**
     * Makes an event of notifications.
     *
     * @param deliveries the notifications in their order
     * @return the event
     * @throws IllegalArgumentException if a message has no room for its token
     */
    public static SNSEvent sns(SnsDelivery... deliveries) {
        SNSEvent event = new SNSEvent();
        event.setRecords(new ArrayList<>(
                Arrays.stream(deliveries).map(LambdaEvents::notification).toList()));
        return event;
    }

    private static SQSMessage message(SqsDelivery delivery) {
        Message message = delivery.message();
        JsonNode json = delivery.record();
        SQSMessage record = new SQSMessage();
        record.setMessageId(message.messageId());
        record.setReceiptHandle(message.receiptHandle());
        record.setBody(message.body());
        record.setMd5OfBody(message.md5OfBody());
        record.setMd5OfMessageAttributes(message.md5OfMessageAttributes());
        record.setAttributes(new HashMap<>(message.attributesAsStrings()));
        record.setMessageAttributes(attributes(message));
        record.setEventSource(json.get("eventSource").textValue());
        record.setEventSourceArn(json.get("eventSourceARN").textValue());
        record.setAwsRegion(json.get("awsRegion").textValue());
        return record;
    }

    private static Map<String, SQSEvent.MessageAttribute> attributes(Message message) {
        Map<String, SQSEvent.MessageAttribute> attributes = new HashMap<>();
        message.messageAttributes().forEach((name, value) -> {
            SQSEvent.MessageAttribute attribute = new SQSEvent.MessageAttribute();
            attribute.setDataType(value.dataType());
            attribute.setStringValue(value.stringValue());
            attribute.setStringListValues(new ArrayList<>());
            attribute.setBinaryListValues(new ArrayList<>());
            attributes.put(name, attribute);
        });
        return attributes;
    }

    private static SNSRecord notification(SnsDelivery delivery) {
        JsonNode json = delivery.record();
        JsonNode sns = json.get("Sns");
        SNS message = new SNS();
        message.setType(text(sns, "Type"));
        message.setMessageId(text(sns, "MessageId"));
        message.setTopicArn(text(sns, "TopicArn"));
        message.setSubject(text(sns, "Subject"));
        message.setMessage(text(sns, "Message"));
        message.setTimestamp(DateTime.parse(text(sns, "Timestamp")));
        message.setSignatureVersion(text(sns, "SignatureVersion"));
        message.setSignature(text(sns, "Signature"));
        message.setSigningCertUrl(text(sns, "SigningCertUrl"));
        message.setUnsubscribeUrl(text(sns, "UnsubscribeUrl"));
        message.setMessageAttributes(attributes(sns.get("MessageAttributes")));
        SNSRecord record = new SNSRecord();
        record.setEventSource(text(json, "EventSource"));
        record.setEventVersion(text(json, "EventVersion"));
        record.setEventSubscriptionArn(text(json, "EventSubscriptionArn"));
        record.setSns(message);
        return record;
    }

    private static Map<String, SNSEvent.MessageAttribute> attributes(JsonNode node) {
        Map<String, SNSEvent.MessageAttribute> attributes = new HashMap<>();
        node.properties()
                .forEach(entry -> attributes.put(
                        entry.getKey(),
                        new SNSEvent.MessageAttribute()
                                .withType(text(entry.getValue(), "Type"))
                                .withValue(text(entry.getValue(), "Value"))));
        return attributes;
    }

    private static String text(JsonNode node, String name) {
        return node.get(name).textValue();
    }
}

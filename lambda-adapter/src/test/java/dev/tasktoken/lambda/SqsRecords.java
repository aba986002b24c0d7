package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tasktoken.testkit.DeliveryShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Records of a queue as Lambda makes them. */
final class SqsRecords {
    private static final String QUEUE = "arn:aws:sqs:eu-central-1:123456789012:orders";

    private SqsRecords() {}

    /** The record with this number: its id, token and payload are made of it. */
    static SQSMessage numbered(int number) {
        return withBody("m-" + number, Orders.body(number));
    }

    static List<SQSMessage> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(SqsRecords::numbered).toList();
    }

    static SQSMessage withBody(String id, String body) {
        SQSMessage message = new SQSMessage();
        message.setMessageId(id);
        message.setReceiptHandle("r-" + id);
        message.setBody(body);
        message.setEventSource("aws:sqs");
        message.setEventSourceArn(QUEUE);
        message.setAwsRegion("eu-central-1");
        message.setAttributes(new HashMap<>(
                Map.of("ApproximateReceiveCount", "1", "SentTimestamp", "1767225600000", "SenderId", "AROAEXAMPLE")));
        message.setMessageAttributes(new HashMap<>());
        return message;
    }

    static SQSMessage fifo(int number, String group) {
        SQSMessage message = numbered(number);
        message.setEventSourceArn(QUEUE + ".fifo");
        message.getAttributes().put("MessageGroupId", group);
        message.getAttributes().put("SequenceNumber", "2000" + number);
        return message;
    }

    static SQSMessage of(DeliveryShape shape) {
        SQSMessage message = withBody("m-1", shape.body());
        shape.attributes()
                .forEach((name, value) -> message.getMessageAttributes().put(name, text(value)));
        return message;
    }

    static SQSMessage receivedTimes(String count, SQSMessage message) {
        message.getAttributes().put("ApproximateReceiveCount", count);
        return message;
    }

    static SQSEvent event(List<SQSMessage> records) {
        SQSEvent event = new SQSEvent();
        event.setRecords(records);
        return event;
    }

    static SQSEvent event(SQSMessage... records) {
        return event(List.of(records));
    }

    static List<String> failed(SQSBatchResponse response) {
        return response.getBatchItemFailures().stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }

    static MessageAttribute text(String value) {
        MessageAttribute attribute = new MessageAttribute();
        attribute.setDataType("String");
        attribute.setStringValue(value);
        return attribute;
    }
}

package dev.tasktoken.testkit.internal.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The event of a function that a queue invokes (Lambda developer guide, "Using Lambda with Amazon SQS"). */
public final class SqsEventJson {
    private SqsEventJson() {}

    /** The event of messages of one queue. */
    public static String of(List<Message> messages, String queueArn) {
        return of(messages.stream().map(message -> record(message, queueArn)).toList());
    }

    /** The event of such records. */
    public static String of(List<ObjectNode> records) {
        ObjectNode event = Json.object();
        event.putArray("Records").addAll(records);
        return Json.write(event);
    }

    /** The record of a message, with the attributes that were received with it. */
    public static ObjectNode record(Message message, String queueArn) {
        ObjectNode record = Json.object()
                .put("messageId", message.messageId())
                .put("receiptHandle", message.receiptHandle())
                .put("body", message.body());
        ObjectNode system = record.putObject("attributes");
        message.attributesAsStrings().forEach(system::put);
        ObjectNode attributes = record.putObject("messageAttributes");
        message.messageAttributes().forEach((name, value) -> attributes.set(name, attribute(value)));
        if (message.md5OfMessageAttributes() != null) {
            record.put("md5OfMessageAttributes", message.md5OfMessageAttributes());
        }
        return record.put("md5OfBody", message.md5OfBody())
                .put("eventSource", "aws:sqs")
                .put("eventSourceARN", queueArn)
                .put("awsRegion", region(queueArn));
    }

    private static ObjectNode attribute(MessageAttributeValue value) {
        ObjectNode attribute = Json.object();
        if (value.stringValue() != null) {
            attribute.put("stringValue", value.stringValue());
        }
        if (value.binaryValue() != null) {
            byte[] bytes = value.binaryValue().asByteArray();
            attribute.put("binaryValue", Base64.getEncoder().encodeToString(bytes));
        }
        attribute.putArray("stringListValues");
        attribute.putArray("binaryListValues");
        return attribute.put("dataType", value.dataType());
    }

    private static String region(String queueArn) {
        String[] parts = queueArn.split(":", 6);
        return parts.length < 6 ? "us-east-1" : parts[3];
    }
}

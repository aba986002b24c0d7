package dev.tasktoken.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Makes the JSON that Lambda hands to a function that a queue feeds (Lambda developer guide, "Using Lambda with SQS").
 */
final class SqsEventJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SqsEventJson() {}

    /**
     * An event of so many records, each body of about so many bytes; the numbers of their tokens go on from the first.
     */
    static byte[] of(int records, int bytes, int first) {
        ObjectNode event = MAPPER.createObjectNode();
        ArrayNode all = event.putArray("Records");
        for (int number = first; number < first + records; number++) {
            all.add(message(number, OrderMessages.body(bytes, Shape.FLAT, false, number)));
        }
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode message(int number, String body) {
        ObjectNode message = MAPPER.createObjectNode()
                .put("messageId", new UUID(0, number).toString())
                .put("receiptHandle", "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a".repeat(4))
                .put("body", body);
        message.putObject("attributes")
                .put("ApproximateReceiveCount", "1")
                .put("SentTimestamp", "1736935933456")
                .put("SenderId", "AROAEXAMPLE:states")
                .put("ApproximateFirstReceiveTimestamp", "1736935933460");
        message.putObject("messageAttributes");
        return message.put("md5OfBody", "e4e68fb7bd0e697a0ae8f1bb342846b3")
                .put("eventSource", "aws:sqs")
                .put("eventSourceARN", "arn:aws:sqs:eu-central-1:123456789012:payments")
                .put("awsRegion", "eu-central-1");
    }
}

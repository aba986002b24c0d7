package dev.tasktoken.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.sqs.model.Message;

/** The JSON that Lambda sends to a function for messages it received, and the JSON that comes back. */
final class SqsEventJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SqsEventJson() {}

    static String event(List<Message> messages) {
        ObjectNode event = MAPPER.createObjectNode();
        ArrayNode records = event.putArray("Records");
        messages.forEach(message -> records.add(record(message)));
        return event.toString();
    }

    static List<String> batchItemFailures(String response) throws Exception {
        JsonNode failures = MAPPER.readTree(response).get("batchItemFailures");
        return StreamSupport.stream(failures.spliterator(), false)
                .map(failure -> failure.get("itemIdentifier").textValue())
                .toList();
    }

    /** A field of a message's JSON. */
    static String field(String name, Message message) throws Exception {
        return MAPPER.readTree(message.body()).required(name).textValue();
    }

    private static ObjectNode record(Message message) {
        ObjectNode record = MAPPER.createObjectNode()
                .put("messageId", message.messageId())
                .put("receiptHandle", message.receiptHandle())
                .put("body", message.body());
        ObjectNode attributes = record.putObject("attributes");
        message.attributesAsStrings().forEach(attributes::put);
        record.putObject("messageAttributes");
        return record.put("md5OfBody", message.md5OfBody())
                .put("eventSource", "aws:sqs")
                .put("eventSourceARN", "arn:aws:sqs:us-east-1:123456789012:payments")
                .put("awsRegion", "us-east-1");
    }
}

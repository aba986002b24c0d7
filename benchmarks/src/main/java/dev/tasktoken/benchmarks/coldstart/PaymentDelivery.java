package dev.tasktoken.benchmarks.coldstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.TestTokens;

/** One payment order in a message of a queue, as Lambda hands it to a function, and what must come of it. */
final class PaymentDelivery {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String OUTPUT = "\"Payment processed successfully.\"";

    private final String token = TestTokens.numbered(1);
    private final String event;

    PaymentDelivery() {
        ObjectNode body = MAPPER.createObjectNode()
                .put("orderId", "order-0001")
                .put("customerId", "customer-0042")
                .put("orderDate", "2026-01-31T12:00:00Z")
                .put("nameOnCard", "Ada Lovelace")
                .put("creditCardNumber", "4111 1111 1111 1111")
                .put("expiry", "12/29")
                .put("cvv", "123")
                .put("myTaskToken", token);
        ObjectNode event = MAPPER.createObjectNode();
        ObjectNode message = event.putArray("Records").addObject();
        message.put("messageId", "059f36b4-87a3-44ab-83d2-661975830a7d")
                .put("receiptHandle", "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a")
                .put("body", body.toString());
        message.putObject("attributes")
                .put("ApproximateReceiveCount", "1")
                .put("SentTimestamp", "1769860800000")
                .put("SenderId", "AROAEXAMPLE:states")
                .put("ApproximateFirstReceiveTimestamp", "1769860800100");
        message.putObject("messageAttributes");
        message.put("md5OfBody", "e4e68fb7bd0e697a0ae8f1bb342846b3")
                .put("eventSource", "aws:sqs")
                .put("eventSourceARN", "arn:aws:sqs:us-east-1:123456789012:payments")
                .put("awsRegion", "us-east-1");
        this.event = event.toString();
    }

    /** The JSON that Lambda sends to the function. */
    String event() {
        return event;
    }

    /** Whether this is the right SendTaskSuccess. */
    boolean isAnsweredBy(String request) throws JsonProcessingException {
        JsonNode json = MAPPER.readTree(request);
        return json.path("taskToken").asText().equals(token)
                && json.path("output").asText().equals(OUTPUT);
    }

    /** Whether this is a batch response with nothing to be redelivered. */
    boolean isSettledBy(String response) throws JsonProcessingException {
        return MAPPER.readTree(response).path("batchItemFailures").isEmpty();
    }
}

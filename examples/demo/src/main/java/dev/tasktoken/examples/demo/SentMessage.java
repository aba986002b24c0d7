package dev.tasktoken.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.CallbackEnvelope;
import dev.tasktoken.CallbackReader;
import dev.tasktoken.TaskTokenException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a state sent, as its history holds it, which includes the token. What is shown of a message with a token is the
 * names of its fields: their values are the customer's.
 */
record SentMessage(String destination, String text, Optional<CallbackEnvelope> envelope) {
    /** Reads the parameters of a call. */
    static SentMessage of(String parameters) {
        JsonNode call = Json.parse(parameters);
        if (call.has("QueueUrl")) {
            return of("queue " + afterLast('/', call.get("QueueUrl")), call.get("MessageBody"));
        }
        return of("topic " + afterLast(':', call.get("TopicArn")), call.get("Message"));
    }

    /** The id that the queue gave the message. */
    static Optional<String> messageId(String output) {
        return Optional.ofNullable(Json.parse(output).get("MessageId")).map(JsonNode::textValue);
    }

    Optional<String> fingerprint() {
        return envelope.map(waiting -> waiting.taskToken().fingerprint());
    }

    String describe() {
        return envelope.map(waiting -> "sends " + fields(waiting) + " to " + destination)
                .orElseGet(() -> "publishes to " + destination + ": " + text);
    }

    /** Names no more than {@link #describe()} does. */
    @Override
    public String toString() {
        return describe();
    }

    private static SentMessage of(String destination, JsonNode message) {
        String text = message.isTextual() ? message.textValue() : message.toString();
        return new SentMessage(destination, text, envelopeOf(text));
    }

    private static Optional<CallbackEnvelope> envelopeOf(String text) {
        try {
            return Optional.of(CallbackReader.standard().read(text));
        } catch (TaskTokenException e) {
            return Optional.empty();
        }
    }

    private static String fields(CallbackEnvelope waiting) {
        List<String> names = new ArrayList<>();
        waiting.payload().fieldNames().forEachRemaining(names::add);
        names.add("task token " + waiting.taskToken().fingerprint());
        return String.join(", ", names);
    }

    private static String afterLast(char separator, JsonNode text) {
        return text.textValue().substring(text.textValue().lastIndexOf(separator) + 1);
    }
}

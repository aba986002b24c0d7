package dev.tasktoken.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.TaskScheduledEventDetails;

/**
 * A message that a state sent, from its history, including the token. For a state that waits, only the names of the
 * message's fields are shown; otherwise the text.
 */
record SentMessage(String destination, JsonNode message, boolean isWaitedFor) {
    static final String WAITING = ".waitForTaskToken";

    static SentMessage of(TaskScheduledEventDetails details) {
        JsonNode call = Json.parse(details.parameters());
        boolean isWaitedFor = details.resource().endsWith(WAITING);
        if (call.has("QueueUrl")) {
            return new SentMessage(
                    "queue " + afterLast('/', call.get("QueueUrl")), call.get("MessageBody"), isWaitedFor);
        }
        return call.has("FunctionName")
                ? new SentMessage(
                        "function " + afterLast(':', call.get("FunctionName")), call.get("Payload"), isWaitedFor)
                : new SentMessage("topic " + afterLast(':', call.get("TopicArn")), call.get("Message"), isWaitedFor);
    }

    /** The id that the queue or the topic gave the message. */
    static Optional<String> messageId(String output) {
        return Optional.ofNullable(Json.parse(output).get("MessageId")).map(JsonNode::textValue);
    }

    Optional<String> fingerprint() {
        return envelope().map(envelope -> envelope.taskToken().fingerprint());
    }

    String describe() {
        return isWaitedFor
                ? "sends " + envelope().map(SentMessage::fields).orElse("no token") + " to " + destination
                : (destination.startsWith("function ") ? "invokes " : "publishes to ") + destination + ": " + text();
    }

    /** Shows no more than {@link #describe()} does. */
    @Override
    public String toString() {
        return describe();
    }

    private String text() {
        return message.isTextual() ? message.textValue() : message.toString();
    }

    private Optional<CallbackEnvelope> envelope() {
        try {
            return isWaitedFor ? Optional.of(CallbackReader.standard().read(text())) : Optional.empty();
        } catch (TaskTokenException e) {
            return Optional.empty(); // the function cannot read it either
        }
    }

    private static String fields(CallbackEnvelope envelope) {
        List<String> names = new ArrayList<>();
        envelope.payload().fieldNames().forEachRemaining(names::add);
        names.add("task token " + envelope.taskToken().fingerprint());
        return String.join(", ", names);
    }

    private static String afterLast(char separator, JsonNode text) {
        return text.textValue().substring(text.textValue().lastIndexOf(separator) + 1);
    }
}

package dev.tasktoken.fuzz;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record of a dead-letter queue: a made message, and what SQS or somebody else's mapping says of it. */
final class DeadLetter {
    private static final List<String> IDS = List.of("m-1", "m-2", "m-3", "m-4", "m-5", " ", "");
    private static final List<String> QUEUES = List.of(
            "arn:aws:sqs:eu-central-1:123456789012:dead", "arn:aws:sqs:eu-central-1:123456789012:dead.fifo", "");
    private static final List<String> COUNTS = List.of("1", "5", "0", "-1", "2147483648", " 7 ", "", "x");
    private static final String SOURCE = "DeadLetterQueueSourceArn";

    private final @Nullable String id;
    private final @Nullable String queue;
    private final boolean hasBody;
    private final Map<String, String> known = new HashMap<>();
    private final Map<String, String> attributes;
    private final MadeMessage message;

    DeadLetter(Draw draw) {
        id = orNull(draw.of(IDS));
        queue = orNull(draw.of(QUEUES));
        hasBody = draw.below(8) != 7;
        known.put("ApproximateReceiveCount", draw.of(COUNTS));
        if (draw.below(2) == 0) {
            known.put("MessageGroupId", "g-" + draw.below(2));
            known.put("SequenceNumber", "1");
        }
        if (draw.below(2) == 0) {
            known.put(SOURCE, "arn:aws:sqs:eu-central-1:123456789012:orders");
        }
        boolean hasSendersSource = draw.below(4) == 3;
        message = new MadeMessage(draw);
        attributes = new HashMap<>(message.attributes());
        if (hasSendersSource) {
            attributes.put(SOURCE, draw.of(Tokens.PARENTS));
        }
    }

    /** Whether no rule can tell that another's token is not the task's own, or the body with the own one is gone. */
    boolean mayBeTaken() {
        return !hasBody || message.mayBeTaken();
    }

    /** The message's id; empty if it has none by which Lambda could be asked to redeliver it. */
    String id() {
        return id == null || id.isBlank() ? "" : id;
    }

    boolean mustBeFound() {
        return hasBody && !attributes.containsKey(SOURCE) && message.mustBeFound();
    }

    /** What it shares with those that it must not overtake; empty if it may. */
    String order() {
        boolean isFifo = queue != null && queue.endsWith(".fifo");
        return isFifo ? queue + known.get("MessageGroupId") : "";
    }

    SQSEvent.SQSMessage record() {
        SQSEvent.SQSMessage record = new SQSEvent.SQSMessage();
        record.setMessageId(id);
        record.setEventSourceArn(queue);
        record.setBody(hasBody ? message.body() : null);
        record.setAttributes(known);
        Map<String, SQSEvent.MessageAttribute> typed = new HashMap<>();
        attributes.forEach((name, value) -> {
            SQSEvent.MessageAttribute attribute = new SQSEvent.MessageAttribute();
            attribute.setDataType("String");
            attribute.setStringValue(value);
            typed.put(name, attribute);
        });
        record.setMessageAttributes(typed);
        return record;
    }

    String json() {
        List<String> members = new ArrayList<>();
        members.add(JsonTexts.member("messageId", quoted(id)));
        members.add(JsonTexts.member("eventSourceARN", quoted(queue)));
        members.add(JsonTexts.member("body", quoted(hasBody ? message.body() : null)));
        members.add(JsonTexts.member("attributes", texts(known)));
        List<String> typed = new ArrayList<>();
        attributes.forEach((name, value) -> typed.add(JsonTexts.member(
                name, JsonTexts.object(List.of("\"dataType\":\"String\"", "\"stringValue\":" + quoted(value))))));
        members.add(JsonTexts.member("messageAttributes", JsonTexts.object(typed)));
        return JsonTexts.object(members);
    }

    private static String texts(Map<String, String> texts) {
        List<String> members = new ArrayList<>();
        texts.forEach((name, value) -> members.add(JsonTexts.member(name, quoted(value))));
        return JsonTexts.object(members);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : JsonTexts.quoted(text);
    }

    /** Shows no token. */
    @Override
    public String toString() {
        return id + " of " + queue + " " + known + " "
                + (attributes.containsKey(SOURCE) ? "with the sender's source " : "")
                + (hasBody ? message : "without a body");
    }
}

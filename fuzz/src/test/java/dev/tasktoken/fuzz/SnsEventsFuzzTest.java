package dev.tasktoken.fuzz;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.lambda.SnsEvents;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Notifications as text, whatever it holds, and as the records that Lambda makes of them. */
class SnsEventsFuzzTest {
    /** The kit as messages, and as events that hold them. */
    static Stream<byte[]> seeds() {
        return Input.kit().flatMap(seed -> Stream.of(seed, event(seed)));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void readsTextsAndRecords(byte[] raw) {
        Input input = Input.of(raw);

        Outcome.of(input, () -> SnsEvents.read(input.text(0)), Set.of(IllegalArgumentException.class));
        Outcome.of(input, () -> SnsEvents.read(record(input)));
    }

    private static SNSEvent.SNSRecord record(Input input) {
        Map<String, SNSEvent.MessageAttribute> attributes = new HashMap<>();
        input.pairsFrom(1, (name, value) -> {
            SNSEvent.MessageAttribute attribute = new SNSEvent.MessageAttribute();
            attribute.setType("String");
            attribute.setValue(value);
            attributes.put(name, attribute);
        });
        SNSEvent.SNS sns = new SNSEvent.SNS();
        sns.setMessageId("m-1");
        sns.setMessage(input.text(0));
        sns.setMessageAttributes(attributes);
        SNSEvent.SNSRecord record = new SNSEvent.SNSRecord();
        record.setSns(sns);
        return record;
    }

    private static byte[] event(byte[] seed) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ObjectNode sns = event.putArray("Records").addObject().putObject("Sns");
        sns.put("Type", "Notification").put("MessageId", "m-1");
        String[] fields = new String(seed, StandardCharsets.UTF_8).split("\u001e", -1);
        sns.put("Message", fields[0]);
        ObjectNode attributes = sns.putObject("MessageAttributes");
        for (int i = 1; i + 1 < fields.length; i += 2) {
            attributes.putObject(fields[i]).put("Type", "String").put("Value", fields[i + 1]);
        }
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}

package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.sqs.SqsMessages;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** A message, its attributes and its receive count, as Lambda hands it in and as the SDK does. */
class SqsFuzzTest {
    static Stream<byte[]> seeds() {
        return Input.kitBehind("String 1", "Number.int 2147483648", "Binary x", "");
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void readsTheSameInAFunctionAsInAWorker(byte[] raw) {
        Input input = Input.of(raw);

        Outcome inFunction = Outcome.of(input, () -> SqsEvents.read(inEvent(input)));
        Outcome inWorker = Outcome.of(input, () -> SqsMessages.read(received(input)));

        assertThat(inWorker).isEqualTo(inFunction);
    }

    private static SQSEvent.SQSMessage inEvent(Input input) {
        Map<String, SQSEvent.MessageAttribute> attributes = new HashMap<>();
        input.pairsFrom(2, (name, value) -> {
            SQSEvent.MessageAttribute attribute = new SQSEvent.MessageAttribute();
            attribute.setDataType(type(input));
            attribute.setStringValue(value);
            attributes.put(name, attribute);
        });
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId("m-1");
        message.setBody(input.text(1));
        message.setAttributes(Map.of("ApproximateReceiveCount", count(input)));
        message.setMessageAttributes(attributes);
        return message;
    }

    private static Message received(Input input) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        input.pairsFrom(
                2,
                (name, value) -> attributes.put(
                        name,
                        MessageAttributeValue.builder()
                                .dataType(type(input))
                                .stringValue(value)
                                .build()));
        return Message.builder()
                .messageId("m-1")
                .body(input.text(1))
                .attributesWithStrings(Map.of("ApproximateReceiveCount", count(input)))
                .messageAttributes(attributes)
                .build();
    }

    /** Without regular expressions: Jazzer watches those at the cost of megabytes, which are counted here. */
    private static String type(Input input) {
        String first = input.text(0);
        int blank = first.indexOf(' ');
        return blank < 0 ? first : first.substring(0, blank);
    }

    private static String count(Input input) {
        String first = input.text(0);
        int blank = first.indexOf(' ');
        return blank < 0 ? "" : first.substring(blank + 1);
    }
}

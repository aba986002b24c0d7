package dev.tasktoken.resend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.testkit.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * What version 0.1 sends again is what every later one sends and reads: a message may be in a queue for 14 days. The
 * file is never changed; {@code -Dgolden.write=FOLDER} writes what this version sends for the same parameters.
 */
class GoldenMessagesTest {
    private static final String FILE = "messages-0.1.jsonl";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<JsonNode> LINES = lines();

    /** The numbers of the lines: a line is no name for a test, since it has a token. */
    static IntStream lineNumbers() {
        return IntStream.range(0, LINES.size());
    }

    @Test
    void everyIntegrationIsThere() {
        assertThat(LINES)
                .extracting(line -> line.path("integration").textValue())
                .contains("sqs:sendMessage", "sns:publish", "lambda:invoke");
    }

    @ParameterizedTest
    @MethodSource("lineNumbers")
    void thisVersionSendsTheSame(int number) {
        JsonNode line = LINES.get(number);

        assertThat(withoutNonce(sent(line))).isEqualTo(withoutNonce(line.path("sent")));
    }

    @ParameterizedTest
    @MethodSource("lineNumbers")
    void aConsumerReadsTokenAndPayload(int number) {
        JsonNode line = LINES.get(number);

        CallbackEnvelope envelope = read(line.path("sent"));

        assertThat(envelope.taskToken().value()).isEqualTo(TestTokens.numbered(number));
        assertThat(envelope.payloadText()).isEqualTo(line.path("payload").textValue());
    }

    private static CallbackEnvelope read(JsonNode sent) {
        if (sent.has("MessageBody")) {
            return SqsMessages.read(Message.builder()
                    .messageId("m-1")
                    .body(sent.path("MessageBody").textValue())
                    .messageAttributes(attributes(sent))
                    .build());
        }
        return CallbackReader.standard()
                .read(Delivery.of(
                        sent.path(sent.has("Payload") ? "Payload" : "Message").textValue()));
    }

    private static Map<String, MessageAttributeValue> attributes(JsonNode sent) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        sent.path("MessageAttributes")
                .properties()
                .forEach(attribute -> attributes.put(
                        attribute.getKey(),
                        MessageAttributeValue.builder()
                                .dataType(attribute.getValue().path("DataType").textValue())
                                .stringValue(
                                        attribute.getValue().path("StringValue").textValue())
                                .build()));
        return attributes;
    }

    private static JsonNode sent(JsonNode line) {
        return CapturedCalls.sent(
                line.path("integration").textValue(), line.path("parameters").textValue());
    }

    /** A message that is sent again to a FIFO queue or topic has an id of its own each time. */
    private static JsonNode withoutNonce(JsonNode sent) {
        ObjectNode without = sent.deepCopy();
        if (without.has("MessageDeduplicationId")) {
            without.put("MessageDeduplicationId", "");
        }
        return without;
    }

    private static List<JsonNode> lines() {
        try (InputStream file = Objects.requireNonNull(GoldenMessagesTest.class.getResourceAsStream(FILE), FILE)) {
            List<JsonNode> lines = JSON.readerFor(JsonNode.class)
                    .<JsonNode>readValues(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .readAll();
            write(lines);
            return lines;
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static void write(List<JsonNode> lines) throws IOException {
        String folder = System.getProperty("golden.write", "");
        if (!folder.isEmpty()) {
            List<String> written = lines.stream()
                    .map(line -> ((ObjectNode) line.deepCopy()).<ObjectNode>set("sent", sent(line)))
                    .map(JsonNode::toString)
                    .toList();
            Files.write(Path.of(folder, FILE), written);
        }
    }
}

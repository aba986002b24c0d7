package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReadingPropertyTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final CallbackReader READER = CallbackReader.standard();
    private static final String A = Tokens.number(1);

    @Property(tries = 500, seed = "4711")
    void givesEverythingButTheTokenAsPayload(@ForAll("payloads") ObjectNode payload, @ForAll int position) {
        ObjectNode body = NODES.objectNode();
        int at = Math.floorMod(position, payload.size() + 1);
        int index = 0;
        for (Map.Entry<String, JsonNode> field : payload.properties()) {
            if (index++ == at) {
                body.put("TaskToken", A);
            }
            body.set(field.getKey(), field.getValue());
        }
        body.put("TaskToken", A);

        TypedEnvelope<?> typed = READER.read(Delivery.of(body.toString()), JsonNode.class);
        CallbackEnvelope fromBytes = READER.read(Delivery.of(body.toString().getBytes(StandardCharsets.UTF_8)));

        assertThat(typed.payload()).isEqualTo(payload);
        assertThat(fromBytes.payload()).isEqualTo(payload);
        assertThat(fromBytes.payloadText()).isEqualTo(payload.toString());
    }

    @Property(tries = 1000, seed = "4711")
    void readsTheSameAtOnceAsInTwoSteps(@ForAll("bodies") JsonNode body) {
        Delivery delivery = Delivery.of(body.toString());

        Object atOnce = outcome(() -> {
            TypedEnvelope<?> reading = READER.read(delivery, JsonNode.class);
            return List.of(reading.envelope().taskToken(), String.valueOf(reading.payload()));
        });
        Object inTwoSteps = outcome(() -> {
            CallbackEnvelope envelope = READER.read(delivery);
            return List.of(envelope.taskToken(), envelope.payload().toString());
        });

        assertThat(atOnce).isEqualTo(inTwoSteps);
    }

    @Property(tries = 1000, seed = "4711")
    void readsTheSameFromBytesAndInANotification(@ForAll("bodies") JsonNode body) {
        String text = body.toString();
        String notification = NODES.objectNode()
                .put("Type", "Notification")
                .put("TopicArn", "arn")
                .put("Message", text)
                .toString();

        Object raw = outcome(() -> reading(Delivery.of(text)));

        assertThat(outcome(() -> reading(Delivery.of(text.getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo(raw);
        assertThat(outcome(() -> reading(Delivery.of(notification)))).isEqualTo(raw);
    }

    private static Object reading(Delivery delivery) {
        CallbackEnvelope envelope = READER.read(delivery);
        return List.of(envelope.taskToken(), envelope.tokenPlace(), outcome(envelope::payloadText));
    }

    @Property(tries = 1000, seed = "4711")
    void throwsNothingButItsOwnExceptionsOnAnyText(@ForAll String text) {
        outcome(() -> READER.read(text).payloadText());
        outcome(() -> READER.read(Delivery.of(text), JsonNode.class));
    }

    private static Object outcome(java.util.function.Supplier<Object> reading) {
        try {
            return reading.get();
        } catch (TaskTokenException e) {
            assertThat(e.getMessage()).doesNotContain(Tokens.PREFIX);
            return e.getClass();
        }
    }

    @Provide
    Arbitrary<ObjectNode> payloads() {
        Arbitrary<String> keys = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(4);
        return objects(keys, values(keys, 3));
    }

    @Provide
    Arbitrary<JsonNode> bodies() {
        Arbitrary<String> keys = Arbitraries.of(
                "a",
                "b",
                "token",
                "taskToken",
                "Task",
                "Token",
                "ExecutionContext",
                "input",
                "detail",
                "body",
                "detail-type",
                "source",
                "Type",
                "TopicArn",
                "Message");
        return objects(keys, values(keys, 4)).map(node -> node);
    }

    private static Arbitrary<JsonNode> values(Arbitrary<String> keys, int depth) {
        Arbitrary<JsonNode> scalars = Arbitraries.of(
                NODES.textNode(A),
                NODES.textNode(Tokens.number(2)),
                NODES.textNode("Notification"),
                NODES.textNode("{\"taskToken\":\"" + A + "\",\"x\":1}"),
                NODES.numberNode(7),
                NODES.nullNode(),
                NODES.booleanNode(true));
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<JsonNode> deeper = values(keys, depth - 1);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, scalars),
                net.jqwik.api.Tuple.of(2, objects(keys, deeper).map(node -> node)),
                net.jqwik.api.Tuple.of(1, deeper.list().ofMaxSize(2).map(ReadingPropertyTest::array)));
    }

    private static Arbitrary<ObjectNode> objects(Arbitrary<String> keys, Arbitrary<JsonNode> values) {
        return Arbitraries.maps(keys, values).ofMaxSize(5).map(fields -> {
            ObjectNode object = NODES.objectNode();
            fields.forEach(object::set);
            return object;
        });
    }

    private static JsonNode array(List<JsonNode> items) {
        ArrayNode array = NODES.arrayNode();
        items.forEach(array::add);
        return array;
    }
}

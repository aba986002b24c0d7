package dev.tasktoken.testkit.internal.deliveries;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * A message with a payload and a task token somewhere in or beside it.
 *
 * @param token the token's text
 * @param payload the payload alone
 * @param payloadAt where the payload stands; the root's pointer is empty
 * @param place where the token stands
 * @param texts further text attributes
 */
public record TokenMessage(
        String token, JsonNode payload, JsonPointer payloadAt, Place place, Map<String, String> texts) {
    public static TokenMessage of(String token, @Nullable Object payload) {
        JsonNode tree = Json.parse(Json.writeValue(payload))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the payload is not JSON text; a JSON string needs its quotes: \"\\\"abc\\\"\""));
        return new TokenMessage(
                requireNonNull(token, "taskToken"), tree, JsonPointer.empty(), new Key("/TaskToken"), Map.of());
    }

    public TokenMessage withPlace(Place changed) {
        return new TokenMessage(token, payload, payloadAt, changed, texts);
    }

    public TokenMessage withPayloadAt(String pointer) {
        return new TokenMessage(token, payload, pointer(pointer), place, texts);
    }

    public TokenMessage withAttribute(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(texts);
        more.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
        return new TokenMessage(token, payload, payloadAt, place, more);
    }

    public String text() {
        return Json.write(tree());
    }

    public JsonNode tree() {
        JsonNode root = payload.deepCopy();
        if (!payloadAt.matches()) {
            ObjectNode around = Json.object();
            put(around, payloadAt, root);
            root = around;
        }
        return place.put(root, token);
    }

    /** The attributes, the token's own last. */
    public Map<String, MessageAttributeValue> attributes() {
        Map<String, MessageAttributeValue> values = new LinkedHashMap<>();
        texts.forEach((name, value) -> values.put(name, attribute(value)));
        place.attribute().ifPresent(name -> values.put(name, attribute(token)));
        return values;
    }

    private static MessageAttributeValue attribute(String text) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(text)
                .build();
    }

    private static JsonPointer pointer(String text) {
        JsonPointer pointer = JsonPointer.compile(text);
        if (pointer.matches()) {
            throw new IllegalArgumentException("not a JSON Pointer to a key, such as /TaskToken");
        }
        return pointer;
    }

    private static void put(JsonNode root, JsonPointer pointer, JsonNode value) {
        JsonNode holder = root;
        JsonPointer rest = pointer;
        for (; !rest.tail().matches(); rest = rest.tail()) {
            holder = step(holder, rest, pointer);
        }
        if (!(holder instanceof ObjectNode object)) {
            throw new IllegalArgumentException(
                    "nothing can be put at " + pointer + ": it is not inside an object. Put the payload elsewhere"
                            + " (payloadAt) or the token into an attribute");
        }
        if (object.has(rest.getMatchingProperty())) {
            throw new IllegalArgumentException("the payload has something at " + pointer + " already");
        }
        object.set(rest.getMatchingProperty(), value);
    }

    private static JsonNode step(JsonNode holder, JsonPointer rest, JsonPointer whole) {
        if (holder instanceof ObjectNode object) {
            return object.has(rest.getMatchingProperty())
                    ? object.get(rest.getMatchingProperty())
                    : object.putObject(rest.getMatchingProperty());
        }
        if (holder instanceof ArrayNode items && items.has(rest.getMatchingIndex())) {
            return items.get(rest.getMatchingIndex());
        }
        throw new IllegalArgumentException("nothing can be put at " + whole + ": the way there leads through a value");
    }

    private static ObjectNode contextObject(String token) {
        Arns arns = new Arns(SampleIds.REGION, SampleIds.ACCOUNT);
        ObjectNode context = Json.object();
        context.putObject("Execution")
                .put("Id", arns.execution("orders", "order-42"))
                .put("Name", "order-42")
                .put("RoleArn", "arn:aws:iam::" + SampleIds.ACCOUNT + ":role/workflow")
                .put("StartTime", Json.isoTime(SampleIds.TIME))
                .put("RedriveCount", 0)
                .putObject("Input");
        context.putObject("StateMachine").put("Id", arns.stateMachine("orders")).put("Name", "orders");
        context.putObject("State")
                .put("Name", "Wait for the answer")
                .put("EnteredTime", Json.isoTime(SampleIds.TIME))
                .put("RetryCount", 0);
        context.putObject("Task").put("Token", token);
        return context;
    }

    /** Shows neither token nor payload. */
    @Override
    public String toString() {
        return "TokenMessage";
    }

    /** Where the token stands. */
    public sealed interface Place {
        /** The message's tree with the token, if it stands there. */
        default JsonNode put(JsonNode root, String token) {
            return root;
        }

        /** The name of the token's attribute, if it stands in one. */
        default Optional<String> attribute() {
            return Optional.empty();
        }
    }

    /** In no place. */
    public record Nowhere() implements Place {}

    /** In a message attribute. */
    public record Attribute(String name) implements Place {
        @Override
        public Optional<String> attribute() {
            return Optional.of(name);
        }
    }

    /** Under a key. */
    public record Key(JsonPointer pointer) implements Place {
        public Key(String pointer) {
            this(TokenMessage.pointer(pointer));
        }

        @Override
        public JsonNode put(JsonNode root, String token) {
            TokenMessage.put(root, pointer, Json.NODES.textNode(token));
            return root;
        }
    }

    /** In a context object, as Step Functions writes it. */
    public record Context(JsonPointer pointer) implements Place {
        public Context(String pointer) {
            this(TokenMessage.pointer(pointer));
        }

        @Override
        public JsonNode put(JsonNode root, String token) {
            TokenMessage.put(root, pointer, contextObject(token));
            return root;
        }
    }
}

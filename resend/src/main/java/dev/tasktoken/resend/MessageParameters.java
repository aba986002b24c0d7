package dev.tasktoken.resend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.internal.ExactJson;
import dev.tasktoken.internal.LogText;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;

/** The parameters of an integration call, as the event {@code TaskScheduled} holds them. */
final class MessageParameters {
    /** What an attribute is sent with; SQS and SNS take no lists. */
    private static final Set<String> ATTRIBUTE = Set.of("DataType", "StringValue", "BinaryValue");

    private final JsonNode root;

    private MessageParameters(JsonNode root) {
        this.root = root;
    }

    /**
     * Reads parameters.
     *
     * @param json a JSON object
     * @param known what can be sent again. Anything beside it would be lost without notice
     * @throws NotResendableException if it is no such object
     */
    static MessageParameters read(String json, Set<String> known) {
        JsonNode root = ExactJson.tree(json)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new NotResendableException(
                        "its parameters are truncated, no JSON object, or have a key twice or a number out of range"));
        Set<String> unknown = new TreeSet<>();
        root.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                unknown.add(LogText.name(name)); // a token may have become a name
            }
        });
        if (!unknown.isEmpty()) {
            throw new NotResendableException("its parameters " + unknown + " cannot be sent again");
        }
        return new MessageParameters(root);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    Optional<String> optionalText(String name) {
        JsonNode value = root.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new NotResendableException("its parameter " + name + " is not a text");
        }
        return Optional.of(value.textValue());
    }

    String message(String name) {
        return optionalMessage(name).orElseThrow(() -> missing(name));
    }

    /** A text as it stands, anything else as JSON text, as Step Functions sends it. */
    Optional<String> optionalMessage(String name) {
        JsonNode value = root.path(name);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(content(value));
    }

    /** The message attributes by name, as the client of their service wants them. */
    <T> Map<String, T> attributes(Function<Attribute, T> convert) {
        Map<String, T> attributes = new LinkedHashMap<>();
        root.path("MessageAttributes").properties().forEach(attribute -> {
            attributes.put(attribute.getKey(), convert.apply(attribute(attribute.getValue())));
        });
        return attributes;
    }

    private static Attribute attribute(JsonNode value) {
        value.fieldNames().forEachRemaining(member -> {
            if (!ATTRIBUTE.contains(member)) {
                throw new NotResendableException("a message attribute has a member that would be lost");
            }
        });
        return new Attribute(
                value.path("DataType").asText("String"),
                value.hasNonNull("StringValue") ? content(value.path("StringValue")) : null,
                value.hasNonNull("BinaryValue") ? bytes(value.path("BinaryValue")) : null);
    }

    private static String content(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private static SdkBytes bytes(JsonNode value) {
        try {
            return SdkBytes.fromByteArray(Base64.getDecoder().decode(value.asText()));
        } catch (IllegalArgumentException e) {
            throw new NotResendableException("the BinaryValue of one of its message attributes is not base64");
        }
    }

    private static NotResendableException missing(String name) {
        return new NotResendableException("its parameter " + name + " is missing");
    }
}

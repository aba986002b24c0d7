package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Message attributes as a definition writes them: {@code {"name": {"DataType": "String", "StringValue": "..."}}}. */
final class MessageAttributes {
    private MessageAttributes() {}

    static Map<String, MessageAttributeValue> read(JsonNode parameters) {
        JsonNode attributes = parameters.path("MessageAttributes");
        if (!attributes.isMissingNode() && !attributes.isObject()) {
            throw StateFailure.runtime("The value for the field 'MessageAttributes' must be an OBJECT");
        }
        Map<String, MessageAttributeValue> values = new LinkedHashMap<>();
        attributes.properties().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
        return values;
    }

    private static MessageAttributeValue value(JsonNode attribute) {
        MessageAttributeValue.Builder value = MessageAttributeValue.builder()
                .dataType(attribute.path("DataType").asText("String"));
        if (attribute.hasNonNull("StringValue")) {
            value.stringValue(Json.textOf(attribute.get("StringValue")));
        }
        if (attribute.hasNonNull("BinaryValue")) {
            value.binaryValue(bytes(attribute.get("BinaryValue").asText()));
        }
        return value.build();
    }

    private static SdkBytes bytes(String base64) {
        try {
            return SdkBytes.fromByteArray(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw StateFailure.runtime("The value for the field 'BinaryValue' must be base64");
        }
    }
}

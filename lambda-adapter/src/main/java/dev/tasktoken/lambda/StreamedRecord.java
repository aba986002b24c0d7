package dev.tasktoken.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tasktoken.delivery.Delivery;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record read from Lambda's stream, with only the fields that the library needs. */
final class StreamedRecord implements SqsRecord {
    private @Nullable String messageId;
    private @Nullable String body;
    private @Nullable String queue;
    private final Map<String, String> systemAttributes = new LinkedHashMap<>();
    private final Map<String, Attribute> messageAttributes = new LinkedHashMap<>();

    private record Attribute(
            @Nullable String dataType, @Nullable String value) {
        /** Shows only the type; the value may be a token. */
        @Override
        public String toString() {
            return "Attribute[" + dataType + "]";
        }
    }

    private StreamedRecord() {}

    /** Reads the parser's current value to its end. A value that is not an object becomes an empty record. */
    static StreamedRecord read(JsonParser parser) throws IOException {
        StreamedRecord record = new StreamedRecord();
        if (!isObject(parser)) {
            return record;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "messageId" -> record.messageId = text(parser);
                case "body" -> record.body = text(parser);
                case "eventSourceARN" -> record.queue = text(parser);
                case "attributes" -> record.readSystemAttributes(parser);
                case "messageAttributes" -> record.readMessageAttributes(parser);
                default -> parser.skipChildren();
            }
        }
        return record;
    }

    @Override
    public @Nullable String messageId() {
        return messageId;
    }

    @Override
    public @Nullable String queue() {
        return queue;
    }

    @Override
    public Map<String, String> systemAttributes() {
        return systemAttributes;
    }

    @Override
    public Delivery delivery(@Nullable Instant deadline) {
        Delivery.Builder delivery = RecordDelivery.of(messageId, body).systemAttributes(systemAttributes);
        for (Map.Entry<String, Attribute> attribute : messageAttributes.entrySet()) {
            delivery.attribute(
                    attribute.getKey(),
                    attribute.getValue().dataType(),
                    attribute.getValue().value());
        }
        return deadline == null ? delivery.build() : delivery.deadline(deadline).build();
    }

    private void readSystemAttributes(JsonParser parser) throws IOException {
        if (!isObject(parser)) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            String value = text(parser);
            if (value != null) {
                systemAttributes.put(name, value);
            }
        }
    }

    private void readMessageAttributes(JsonParser parser) throws IOException {
        if (!isObject(parser)) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            messageAttributes.put(name, isObject(parser) ? attribute(parser) : new Attribute(null, null));
        }
    }

    private static Attribute attribute(JsonParser parser) throws IOException {
        String dataType = null;
        String value = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "dataType" -> dataType = text(parser);
                case "stringValue" -> value = text(parser);
                default -> parser.skipChildren();
            }
        }
        return new Attribute(dataType, value);
    }

    /** Returns whether the value is an object; skips any other value. */
    private static boolean isObject(JsonParser parser) throws IOException {
        boolean isObject = parser.currentToken() == JsonToken.START_OBJECT;
        if (!isObject) {
            parser.skipChildren();
        }
        return isObject;
    }

    /** Returns the value if it is text; otherwise skips it and returns null. */
    private static @Nullable String text(JsonParser parser) throws IOException {
        parser.skipChildren();
        return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
    }
}

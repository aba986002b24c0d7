package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.internal.TokenName;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The notification that SNS wraps around a message: {@code {Type, TopicArn, Message, MessageAttributes, ...}}. */
final class SnsEnvelope {
    private @Nullable String type;
    private @Nullable String message;
    private boolean repeated;
    private boolean repeatedAttribute;
    private boolean hasToken;
    private final Map<String, String> attributes = new LinkedHashMap<>();

    private final IdNames names;

    private SnsEnvelope(IdNames names) {
        this.names = names;
    }

    /**
     * Opens a document of that shape.
     *
     * @return the envelope, or null if it is not a notification after all
     * @throws TokenNotFoundException if it is a subscription's confirmation, whose {@code Token} is no task token
     * @throws AmbiguousTokenException if it carries two messages, or an attribute with two values
     */
    static @Nullable SnsEnvelope open(JsonDocument document, IdNames names) throws IOException {
        SnsEnvelope envelope = new SnsEnvelope(names);
        try (JsonParser parser = document.parser()) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                envelope.read(parser);
            }
        }
        return envelope.checked();
    }

    String message() {
        return message == null ? "" : message;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    private @Nullable SnsEnvelope checked() {
        if ("SubscriptionConfirmation".equals(type) || "UnsubscribeConfirmation".equals(type)) {
            throw new TokenNotFoundException("The message is a " + type
                    + " of SNS, not a notification: its Token confirms a subscription and is not a task token");
        }
        if (!"Notification".equals(type) || message == null || hasToken) { // only a confirmation has a Token of SNS
            return null;
        }
        if (repeated) {
            throw new AmbiguousTokenException("The notification has the key Message twice");
        }
        if (repeatedAttribute) {
            throw new AmbiguousTokenException("The notification has a message attribute twice, with different values");
        }
        return this;
    }

    private void read(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (key.equals("Type") && value == JsonToken.VALUE_STRING) {
                type = parser.getText();
            } else if (key.equals("Message") && value == JsonToken.VALUE_STRING) {
                repeated |= message != null;
                message = parser.getText();
            } else if (key.equals("MessageAttributes") && value == JsonToken.START_OBJECT) {
                readAttributes(parser);
            } else {
                hasToken |= key.equals("Token");
                parser.skipChildren();
            }
        }
    }

    private void readAttributes(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                readAttribute(parser, name);
            } else {
                parser.skipChildren();
                add(name, value == JsonToken.VALUE_STRING ? parser.getText() : null);
            }
        }
    }

    /** SNS writes {@code Type} and {@code Value}; a state that made the notification may have written other names. */
    private void readAttribute(JsonParser parser, String name) throws IOException {
        String attributeType = "";
        String value = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                parser.skipChildren();
            } else if (key.equals("Type") || key.equals("DataType")) {
                attributeType = parser.getText();
            } else {
                repeatedAttribute |= value != null && !value.equals(parser.getText());
                value = parser.getText();
            }
        }
        add(name, attributeType.equals("Binary") ? null : value);
    }

    /** One without a text is an empty one if its name marks an id: nothing may take its place. */
    private void add(String name, @Nullable String value) {
        if (value == null && names.of(name) == TokenName.NONE) {
            return;
        }
        String text = value == null ? "" : value;
        String before = attributes.put(name, text);
        repeatedAttribute |= before != null && !before.equals(text);
    }
}

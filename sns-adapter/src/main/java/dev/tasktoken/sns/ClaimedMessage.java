package dev.tasktoken.sns;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.sns.UntrustedNotificationException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of itself before its signature is checked: enough to refuse it without asking anybody. What is
 * used after that comes from the verified message; only the attributes, which SNS does not sign, come from here.
 */
record ClaimedMessage(String type, String topicArn, String signingCertUrl, JsonNode attributes) {
    private static final List<String> FIELDS =
            List.of("MessageId", "TopicArn", "Message", "Timestamp", "SignatureVersion", "Signature", "SigningCertURL");
    private static final List<String> CONFIRMATION_FIELDS = List.of("Token", "SubscribeURL");
    private static final Set<String> CONFIRMATIONS = Set.of("SubscriptionConfirmation", "UnsubscribeConfirmation");
    private static final Set<String> VERSIONS = Set.of("1", "2");

    /**
     * What is signed is one text of names and values on lines of their own. Where only the message may have lines, no
     * field's end can be moved into another.
     */
    private static final List<String> OF_ONE_LINE = List.of("MessageId", "Subject", "Token");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static ClaimedMessage parse(byte[] body, @Nullable String messageType) {
        JsonNode json = json(body);
        String type = json.path("Type").asText();
        if (!type.equals("Notification") && !CONFIRMATIONS.contains(type)) {
            throw malformed("The request is no message of SNS: its Type is none that SNS sends."
                    + " A subscription must not use raw message delivery, which is not signed");
        }
        if (messageType != null && !messageType.equals(type)) {
            throw malformed("The header x-amz-sns-message-type says something else than the message's Type");
        }
        FIELDS.forEach(name -> requireText(json, name));
        if (CONFIRMATIONS.contains(type)) {
            CONFIRMATION_FIELDS.forEach(name -> requireText(json, name));
        }
        OF_ONE_LINE.forEach(name -> requireOneLine(json, name));
        if (!VERSIONS.contains(json.path("SignatureVersion").textValue())) {
            throw malformed("The message's SignatureVersion is neither 1 nor 2");
        }
        return new ClaimedMessage(
                type,
                json.path("TopicArn").textValue(),
                json.path("SigningCertURL").textValue(),
                json.path("MessageAttributes"));
    }

    /** Whether the workflow may have put its token where it is not signed. */
    boolean hasTokenAmongAttributes() {
        return attributes.properties().stream()
                .map(attribute -> attribute.getKey().toLowerCase(Locale.ROOT).replaceAll("[_-]", ""))
                .anyMatch(name -> name.endsWith("tasktoken"));
    }

    /** Adds what is shaped like {@code "MessageAttributes":{name:{"Type","Value"}}}. */
    void addAttributes(Delivery.Builder delivery) {
        attributes
                .properties()
                .forEach(attribute -> delivery.attribute(
                        attribute.getKey(),
                        attribute.getValue().path("Type").textValue(),
                        attribute.getValue().path("Value").textValue()));
    }

    /** Jackson's own words are not passed on, because they quote. */
    private static JsonNode json(byte[] body) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (IOException e) {
            throw malformed("The request's body is not JSON, or has a key twice");
        }
        if (!json.isObject()) {
            throw malformed("The request's body is not a JSON object");
        }
        return json;
    }

    private static void requireText(JsonNode json, String name) {
        if (!json.path(name).isTextual()) {
            throw malformed("The message has no text " + name);
        }
    }

    private static void requireOneLine(JsonNode json, String name) {
        if (json.path(name).asText().chars().anyMatch(Character::isISOControl)) {
            throw malformed("The message's " + name + " has control characters");
        }
    }

    private static UntrustedNotificationException malformed(String message) {
        return new UntrustedNotificationException(Reason.MALFORMED, message);
    }
}

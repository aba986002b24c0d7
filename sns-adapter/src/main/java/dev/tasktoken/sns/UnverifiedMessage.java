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
 * The fields of a request before its signature is verified, which are enough to refuse it without a network call. After
 * that the adapter uses the verified message. Only the attributes, which SNS does not sign, come from here.
 */
record UnverifiedMessage(String type, String topicArn, String signingCertUrl, JsonNode attributes) {
    private static final List<String> FIELDS =
            List.of("MessageId", "TopicArn", "Message", "Timestamp", "SignatureVersion", "Signature", "SigningCertURL");
    private static final List<String> CONFIRMATION_FIELDS = List.of("Token", "SubscribeURL");
    private static final Set<String> CONFIRMATIONS = Set.of("SubscriptionConfirmation", "UnsubscribeConfirmation");
    private static final Set<String> VERSIONS = Set.of("1", "2");

    /**
     * SNS signs one text that has each name and each value on a line. If these fields could hold line breaks, an
     * attacker could move text from one field to another under the same signature.
     */
    private static final List<String> ONE_LINE_FIELDS = List.of("MessageId", "Subject", "Token");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static UnverifiedMessage parse(byte[] body, @Nullable String messageType) {
        JsonNode json = json(body);
        String type = json.path("Type").asText();
        if (!type.equals("Notification") && !CONFIRMATIONS.contains(type)) {
            throw malformed("The request is not a message of SNS: its Type is not one that SNS sends."
                    + " Turn raw message delivery off for the subscription: SNS does not sign it");
        }
        if (messageType != null && !messageType.equals(type)) {
            throw malformed("The header x-amz-sns-message-type differs from the message's Type");
        }
        FIELDS.forEach(name -> requireText(json, name));
        if (CONFIRMATIONS.contains(type)) {
            CONFIRMATION_FIELDS.forEach(name -> requireText(json, name));
        }
        ONE_LINE_FIELDS.forEach(name -> requireOneLine(json, name));
        if (!VERSIONS.contains(json.path("SignatureVersion").textValue())) {
            throw malformed("The message's SignatureVersion is neither 1 nor 2");
        }
        return new UnverifiedMessage(
                type,
                json.path("TopicArn").textValue(),
                json.path("SigningCertURL").textValue(),
                json.path("MessageAttributes"));
    }

    /** Returns the attributes, which SNS does not sign, that have the name of a task token. */
    List<String> tokensAmongAttributes() {
        return attributes.properties().stream()
                .filter(attribute -> attribute
                        .getKey()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[_-]", "")
                        .endsWith("tasktoken"))
                .map(attribute -> attribute.getValue().path("Value").asText())
                .toList();
    }

    /** Adds the attributes, which have the form {@code "MessageAttributes":{name:{"Type","Value"}}}. */
    void addAttributes(Delivery.Builder delivery) {
        attributes
                .properties()
                .forEach(attribute -> delivery.attribute(
                        attribute.getKey(),
                        attribute.getValue().path("Type").textValue(),
                        attribute.getValue().path("Value").textValue()));
    }

    /** Leaves out Jackson's messages, which may quote the body. */
    private static JsonNode json(byte[] body) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (IOException e) {
            throw malformed("The request's body is not JSON or has a duplicate key");
        }
        if (!json.isObject()) {
            throw malformed("The request's body is not a JSON object");
        }
        return json;
    }

    private static void requireText(JsonNode json, String name) {
        if (!json.path(name).isTextual()) {
            throw malformed("The message has no text field " + name);
        }
    }

    private static void requireOneLine(JsonNode json, String name) {
        if (json.path(name).asText().chars().anyMatch(Character::isISOControl)) {
            throw malformed("The message's " + name + " contains control characters");
        }
    }

    private static UntrustedNotificationException malformed(String message) {
        return new UntrustedNotificationException(Reason.MALFORMED, message);
    }
}

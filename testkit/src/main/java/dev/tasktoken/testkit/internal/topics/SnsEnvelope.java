package dev.tasktoken.testkit.internal.topics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** What subscribers without raw delivery receive around a message, with its signature. */
public record SnsEnvelope(TopicMessage message, Instant time, SnsSigner signer, int signatureVersion) {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static String timestamp(Instant time) {
        return TIMESTAMP.format(time);
    }

    /** The notification for a queue or an endpoint. */
    public String notification(String subscriptionArn) {
        ObjectNode envelope = start();
        message.subject().ifPresent(subject -> envelope.put("Subject", subject));
        finish(envelope);
        envelope.put("SigningCertURL", signer.certificateUrl()).put("UnsubscribeURL", unsubscribeUrl(subscriptionArn));
        if (!message.attributes().isEmpty()) {
            envelope.set("MessageAttributes", attributes());
        }
        return Json.write(envelope);
    }

    /** The event for a function. */
    String lambdaEvent(String subscriptionArn) {
        ObjectNode event = Json.object();
        event.putArray("Records").add(lambdaRecord(subscriptionArn));
        return Json.write(event);
    }

    /** The record of such an event, which spells two of the names in another way and leaves none out. */
    public ObjectNode lambdaRecord(String subscriptionArn) {
        ObjectNode sns = start().put("Subject", message.subject().orElse(null));
        finish(sns);
        sns.put("SigningCertUrl", signer.certificateUrl()).put("UnsubscribeUrl", unsubscribeUrl(subscriptionArn));
        sns.set("MessageAttributes", attributes());
        ObjectNode record = Json.object()
                .put("EventSource", "aws:sns")
                .put("EventVersion", "1.0")
                .put("EventSubscriptionArn", subscriptionArn);
        return record.set("Sns", sns);
    }

    private ObjectNode start() {
        return Json.object()
                .put("Type", "Notification")
                .put("MessageId", message.messageId())
                .put("TopicArn", message.topicArn());
    }

    private void finish(ObjectNode envelope) {
        envelope.put("Message", message.message())
                .put("Timestamp", timestamp(time))
                .put("SignatureVersion", String.valueOf(signatureVersion))
                .put("Signature", signer.sign(signatureVersion, canonical()));
    }

    private String canonical() {
        CanonicalText text =
                new CanonicalText().line("Message", message.message()).line("MessageId", message.messageId());
        message.subject().ifPresent(subject -> text.line("Subject", subject));
        return text.line("Timestamp", timestamp(time))
                .line("TopicArn", message.topicArn())
                .line("Type", "Notification")
                .toString();
    }

    private String unsubscribeUrl(String subscriptionArn) {
        return signer.serviceUrl() + "/?Action=Unsubscribe&SubscriptionArn=" + subscriptionArn;
    }

    private ObjectNode attributes() {
        ObjectNode node = Json.object();
        for (Map.Entry<String, MessageAttributeValue> attribute :
                message.attributes().entrySet()) {
            MessageAttributeValue value = attribute.getValue();
            node.putObject(attribute.getKey()).put("Type", value.dataType()).put("Value", text(value));
        }
        return node;
    }

    private static String text(MessageAttributeValue value) {
        return Optional.ofNullable(value.binaryValue())
                .map(bytes -> Base64.getEncoder().encodeToString(bytes.asByteArray()))
                .orElseGet(value::stringValue);
    }

    /** Says which message it is, never the text. */
    @Override
    public String toString() {
        return "SnsEnvelope[" + message + "]";
    }

    /** The text a signature covers: names and values, each on a line of its own (SNS developer guide). */
    public static final class CanonicalText {
        private final StringBuilder text = new StringBuilder();

        public CanonicalText line(String name, String value) {
            text.append(name).append('\n').append(value).append('\n');
            return this;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}

package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The notification a subscriber without raw delivery receives around the message, with its signature. */
record SnsEnvelope(PublishedMessage message, String subscriptionArn, String region, Instant time) {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    String signedBy(SnsSigner signer) {
        String host = "https://sns." + region + ".amazonaws.com/";
        ObjectNode envelope = Json.object()
                .put("Type", "Notification")
                .put("MessageId", message.messageId())
                .put("TopicArn", message.topicArn());
        message.subject().ifPresent(subject -> envelope.put("Subject", subject));
        envelope.put("Message", message.message())
                .put("Timestamp", timestamp())
                .put("SignatureVersion", "2")
                .put("Signature", signer.sign(canonical()))
                .put("SigningCertURL", host + "SimpleNotificationService-0123456789abcdef0123456789abcdef.pem")
                .put("UnsubscribeURL", host + "?Action=Unsubscribe&SubscriptionArn=" + subscriptionArn);
        if (!message.attributes().isEmpty()) {
            envelope.set("MessageAttributes", attributes(message.attributes()));
        }
        return Json.write(envelope);
    }

    /** The text the signature covers: these names and values, each on a line of its own (SNS developer guide). */
    private String canonical() {
        StringBuilder text = new StringBuilder();
        line(text, "Message", message.message());
        line(text, "MessageId", message.messageId());
        message.subject().ifPresent(subject -> line(text, "Subject", subject));
        line(text, "Timestamp", timestamp());
        line(text, "TopicArn", message.topicArn());
        line(text, "Type", "Notification");
        return text.toString();
    }

    private String timestamp() {
        return TIMESTAMP.format(time);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append('\n').append(value).append('\n');
    }

    private static ObjectNode attributes(Map<String, MessageAttributeValue> attributes) {
        ObjectNode node = Json.object();
        attributes.forEach((name, value) ->
                node.putObject(name).put("Type", value.dataType()).put("Value", value(value)));
        return node;
    }

    private static String value(MessageAttributeValue value) {
        return value.binaryValue() == null
                ? value.stringValue()
                : Base64.getEncoder().encodeToString(value.binaryValue().asByteArray());
    }
}

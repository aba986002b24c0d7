package dev.tasktoken.sns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.topics.SigningIdentity;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A message as SNS posts it, signed when it was made; what is changed after that is tampering. */
final class SignedMessage {
    static final String HOST = "https://sns.eu-central-1.amazonaws.com";
    static final String CERTIFICATE = HOST + "/SimpleNotificationService-0123456789abcdef.pem";
    static final String SUBSCRIBE_URL = HOST + "/?Action=ConfirmSubscription&TopicArn=" + Records.TOPIC + "&Token=abc";

    private static final SigningIdentity IDENTITY = SigningIdentity.named(SigningIdentity.SNS);
    private static final List<String> NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> CONFIRMATION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    private final ObjectNode json = Records.JSON.createObjectNode();

    private SignedMessage(String type, String message) {
        json.put("Type", type)
                .put("MessageId", "m-1")
                .put("TopicArn", Records.TOPIC)
                .put("Message", message)
                .put("Timestamp", "2026-01-01T00:00:00.000Z")
                .put("SignatureVersion", "2")
                .put("SigningCertURL", CERTIFICATE);
    }

    /** What is behind {@link #CERTIFICATE}. */
    static String pem() {
        return IDENTITY.pem();
    }

    static SignedMessage notification(String message) {
        SignedMessage notification = new SignedMessage("Notification", message);
        notification.json.put("UnsubscribeURL", HOST + "/?Action=Unsubscribe");
        return notification.signed();
    }

    static SignedMessage withSubject(String message, String subject) {
        return notification(message).with("Subject", subject).signed();
    }

    static SignedMessage confirmation(String type) {
        SignedMessage confirmation = new SignedMessage(type, "You have chosen to subscribe to the topic");
        confirmation.json.put("Token", "abc").put("SubscribeURL", SUBSCRIBE_URL);
        return confirmation.signed();
    }

    /** Changes a field, after the signature. */
    SignedMessage with(String name, String value) {
        json.put(name, value);
        return this;
    }

    SignedMessage without(String name) {
        json.remove(name);
        return this;
    }

    SignedMessage attribute(String name, String type, String value) {
        json.withObjectProperty("MessageAttributes")
                .putObject(name)
                .put("Type", type)
                .put("Value", value);
        return this;
    }

    SignedMessage signed() {
        return signedBy(IDENTITY);
    }

    /** Signs what it says now, in the version that it says. */
    SignedMessage signedBy(SigningIdentity identity) {
        List<String> names = json.path("Type").asText().equals("Notification") ? NOTIFICATION : CONFIRMATION;
        String canonical = names.stream()
                .filter(json::has)
                .flatMap(name -> Stream.of(name, json.path(name).asText()))
                .collect(Collectors.joining("\n", "", "\n"));
        return with(
                "Signature",
                identity.sign(canonical, json.path("SignatureVersion").asText()));
    }

    String text() {
        return json.toString();
    }
}

package dev.tasktoken.testkit.internal.topics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.engine.Redelivery;
import dev.tasktoken.testkit.internal.values.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** An endpoint that a topic posts to, once it has confirmed that it wants that. */
final class HttpSubscription implements Subscription {
    private static final Random RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 128;

    private final String arn;
    private final String topicArn;
    private final URI endpoint;
    private final boolean rawDelivery;
    private final Engine engine;
    private final String token = newToken();
    private volatile boolean confirmed;

    HttpSubscription(String topicArn, URI endpoint, boolean rawDelivery, Engine engine) {
        this.arn = topicArn + ":" + UUID.randomUUID();
        this.topicArn = topicArn;
        this.endpoint = endpoint;
        this.rawDelivery = rawDelivery;
        this.engine = engine;
    }

    @Override
    public String arn() {
        return arn;
    }

    boolean isConfirmed() {
        return confirmed;
    }

    boolean confirm(String topic, String secret) {
        boolean right = topic.equals(topicArn) && secret.equals(token);
        confirmed |= right;
        return right;
    }

    /** Posts the confirmation message, waiting for the answer; later attempts are made in the background. */
    void requestConfirmation(URI home, SnsSigner signer, int signatureVersion) {
        String messageId = UUID.randomUUID().toString();
        String body = confirmation(messageId, home, signer, signatureVersion);
        HttpPost post = new HttpPost(endpoint, headers("SubscriptionConfirmation", messageId), body);
        if (!post.trySend(messageId)) {
            new Redelivery(engine, HttpPost.RETRY_DELAYS, number -> post.trySend(messageId)).retryLater();
        }
    }

    @Override
    public void deliver(SnsEnvelope envelope) {
        if (!confirmed) {
            return;
        }
        TopicMessage message = envelope.message();
        Map<String, String> headers = headers("Notification", message.messageId());
        headers.put("x-amz-sns-subscription-arn", arn);
        if (rawDelivery) {
            headers.put("x-amz-sns-rawdelivery", "true");
        }
        String body = rawDelivery ? message.message() : envelope.notification(arn);
        HttpPost post = new HttpPost(endpoint, headers, body);
        new Redelivery(engine, HttpPost.RETRY_DELAYS, number -> post.trySend(message.messageId())).begin();
    }

    private Map<String, String> headers(String type, String messageId) {
        Map<String, String> headers = new HashMap<>();
        headers.put("x-amz-sns-message-type", type);
        headers.put("x-amz-sns-message-id", messageId);
        headers.put("x-amz-sns-topic-arn", topicArn);
        return headers;
    }

    private String confirmation(String messageId, URI home, SnsSigner signer, int signatureVersion) {
        String subscribeUrl = subscribeUrl(home);
        String text = "You have chosen to subscribe to the topic " + topicArn
                + ".\nTo confirm the subscription, visit the SubscribeURL included in this message.";
        String timestamp = SnsEnvelope.timestamp(engine.clock().instant());
        String canonical = new SnsEnvelope.CanonicalText()
                .line("Message", text)
                .line("MessageId", messageId)
                .line("SubscribeURL", subscribeUrl)
                .line("Timestamp", timestamp)
                .line("Token", token)
                .line("TopicArn", topicArn)
                .line("Type", "SubscriptionConfirmation")
                .toString();
        ObjectNode message = Json.object()
                .put("Type", "SubscriptionConfirmation")
                .put("MessageId", messageId)
                .put("Token", token)
                .put("TopicArn", topicArn)
                .put("Message", text)
                .put("SubscribeURL", subscribeUrl)
                .put("Timestamp", timestamp)
                .put("SignatureVersion", String.valueOf(signatureVersion))
                .put("Signature", signer.sign(signatureVersion, canonical))
                .put("SigningCertURL", signer.certificateUrl());
        return Json.write(message);
    }

    private String subscribeUrl(URI home) {
        return home + "/?Action=ConfirmSubscription&TopicArn=" + URLEncoder.encode(topicArn, StandardCharsets.UTF_8)
                + "&Token=" + token;
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

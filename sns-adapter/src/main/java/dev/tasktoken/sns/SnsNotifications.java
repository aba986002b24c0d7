package dev.tasktoken.sns;

import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.UnreadableDeliveryException;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.sns.UntrustedNotificationException.Reason;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;
import software.amazon.awssdk.messagemanager.sns.model.SnsNotification;
import software.amazon.awssdk.messagemanager.sns.model.SnsSubscriptionConfirmation;
import software.amazon.awssdk.messagemanager.sns.model.SnsUnsubscribeConfirmation;

/**
 * Verifies and processes the requests that SNS posts to your HTTPS endpoint. Anybody who knows the endpoint's address
 * can post to it. So AWS's {@code sns-message-manager} verifies the signature (version 1 or 2) before anything is read.
 *
 * <p>Defaults and limits:
 *
 * <ul>
 *   <li>topics: none; allow at least one. Their Regions decide which hosts are accepted as SNS.
 *   <li>body: at most 1,048,576 bytes
 *   <li>message attributes: not read, because SNS does not sign them; a notification is refused if one has the name of
 *       a task token and the message has another token
 *   <li>HTTP client, for certificates and confirmations: the JDK's; timeout 10 s; redirects are never followed.
 *       Certificates are cached, at most 10 for each Region.
 * </ul>
 *
 * <p>Answer 200 if the notification is settled. Answer 403 to {@link UntrustedNotificationException}; SNS does not
 * retry after that. Answer 503 to {@link SnsCallFailedException} and to an unsettled notification, so that SNS
 * redelivers it. By default SNS retries three times, 20 s apart; give the subscription a dead-letter queue. SNS waits
 * 15 s for the response and then redelivers. A copy that arrives while the handler runs waits for it and shares its
 * outcome. SNS does not count receives, so the duplicate check runs before every handler call. Turn raw message
 * delivery off: such messages have no signature.
 *
 * <p>The manager logs the text that it verifies, including tokens, at DEBUG: keep
 * {@code software.amazon.awssdk.messagemanager} at INFO. Immutable and thread-safe; build one instance and reuse it. It
 * owns nothing to close; the caller closes a client that it passes in.
 *
 * <pre>{@code
 * SnsNotifications notifications = SnsNotifications.builder().topic(topicArn).build();
 * Settlement settlement = notifications.process(body, processor);
 * }</pre>
 */
public final class SnsNotifications {
    private static final Logger LOG = LoggerFactory.getLogger(SnsNotifications.class);
    private static final int LARGEST_BODY = 1024 * 1024;

    private final Map<String, RegionalVerifier> verifiers = new HashMap<>();
    private final SnsClient client;
    private final boolean unsignedAttributes;

    private SnsNotifications(Builder builder) {
        this.client = new SnsClient(builder.httpClient(), builder.timeout);
        this.unsignedAttributes = builder.unsignedAttributes;
        Map<String, RegionalVerifier> regions = new HashMap<>();
        for (TopicArn topic : builder.topics) {
            verifiers.put(
                    topic.text(),
                    regions.computeIfAbsent(topic.region(), region -> new RegionalVerifier(region, client)));
        }
    }

    /**
     * Returns a builder with the defaults listed above.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Verifies the body of a request and returns the message in it. Fetches a certificate from SNS if it is not cached.
     *
     * @param body the whole body, unchanged
     * @param messageType the request's header {@code x-amz-sns-message-type}; null if it is not available
     * @return a notification, or a confirmation of a subscription or of its end
     * @throws UntrustedNotificationException if it is not a message that SNS sent for an allowed topic
     * @throws SnsCallFailedException if the certificate cannot be fetched now
     * @throws AmbiguousTokenException if the message has a task token, and an unsigned attribute has another
     */
    public VerifiedMessage verify(byte[] body, @Nullable String messageType) {
        if (body.length > LARGEST_BODY) {
            throw new UntrustedNotificationException(
                    Reason.TOO_LARGE, "The request's body has more than " + LARGEST_BODY + " bytes");
        }
        UnverifiedMessage unverified = UnverifiedMessage.parse(body, messageType);
        RegionalVerifier verifier = verifiers.get(unverified.topicArn());
        if (verifier == null) {
            throw new UntrustedNotificationException(
                    Reason.TOPIC,
                    "The message's topic is not an allowed one: " + TopicArn.printable(unverified.topicArn()));
        }
        return message(verifier.verify(body, unverified), unverified, verifier);
    }

    /**
     * Verifies the body of a request and returns the message in it. Fetches a certificate from SNS if it is not cached.
     *
     * @param body the whole body, unchanged
     * @param messageType the request's header {@code x-amz-sns-message-type}; null if it is not available
     * @return a notification, or a confirmation of a subscription or of its end
     * @throws UntrustedNotificationException if it is not a message that SNS sent for an allowed topic
     * @throws SnsCallFailedException if the certificate cannot be fetched now
     * @throws AmbiguousTokenException if the message has a task token, and an unsigned attribute has another
     */
    public VerifiedMessage verify(String body, @Nullable String messageType) {
        return verify(body.getBytes(StandardCharsets.UTF_8), messageType);
    }

    /**
     * Verifies a notification and reads it with {@link CallbackReader#standard()}.
     *
     * @param body the whole body of the request
     * @return the envelope: the token, and the payload on request
     * @throws UntrustedNotificationException if it is not a message that SNS sent for an allowed topic
     * @throws SnsCallFailedException if the certificate cannot be fetched now
     * @throws TokenNotFoundException if nothing in it is marked as a task token, or it is a confirmation
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if no attribute is marked as a task token, and the message is not JSON
     */
    public CallbackEnvelope read(String body) {
        return read(body, CallbackReader.standard());
    }

    /**
     * Verifies a notification and reads it.
     *
     * @param body the whole body of the request
     * @param reader says where token and payload are
     * @return the envelope: the token, and the payload on request
     * @throws UntrustedNotificationException if it is not a message that SNS sent for an allowed topic
     * @throws SnsCallFailedException if the certificate cannot be fetched now
     * @throws TokenNotFoundException if the token is not there, or it is a confirmation
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if no attribute is marked as a task token, and the message is not JSON
     */
    public CallbackEnvelope read(String body, CallbackReader reader) {
        return reader.read(delivery(body));
    }

    /**
     * Verifies and processes a notification: finds the token, runs the handler, and answers the task. Blocks until the
     * answer was sent. For a confirmation the settlement requests redelivery; {@link #verify} distinguishes it from a
     * notification.
     *
     * @param body the whole body of the request
     * @param processor runs the handler and answers the task
     * @return respond with 200 if {@link Settlement#isAcknowledged()}, otherwise with 503
     * @throws UntrustedNotificationException if it is not a message that SNS sent for an allowed topic; respond with
     *     403
     */
    public Settlement process(String body, CallbackProcessor<?> processor) {
        Objects.requireNonNull(processor, "processor");
        Delivery delivery;
        try {
            delivery = delivery(body);
        } catch (SnsCallFailedException e) {
            LOG.warn("A notification could not be verified and is redelivered: {}", e.getMessage());
            return new Settlement.Redeliver(e);
        } catch (AmbiguousTokenException e) {
            LOG.warn("A notification is not answered and is redelivered: {}", e.getMessage());
            return new Settlement.Redeliver(e);
        }
        return processor.process(delivery);
    }

    /** Hands a confirmation's text to core, which finds no token in it. */
    private Delivery delivery(String body) {
        return verify(body, null) instanceof VerifiedMessage.Notification notification
                ? notification.delivery()
                : Delivery.of(body);
    }

    private VerifiedMessage message(SnsMessage verified, UnverifiedMessage unverified, RegionalVerifier verifier) {
        if (verified instanceof SnsNotification) {
            return new VerifiedMessage.Notification(verified.topicArn(), delivery(verified, unverified));
        }
        if (verified instanceof SnsSubscriptionConfirmation confirmation) {
            URI url = verifier.requireHost(confirmation.subscribeUrl().toString(), "SubscribeURL");
            return new VerifiedMessage.SubscriptionConfirmation(verified.topicArn(), url, client);
        }
        SnsUnsubscribeConfirmation confirmation = (SnsUnsubscribeConfirmation) verified;
        URI url = verifier.requireHost(confirmation.subscribeUrl().toString(), "SubscribeURL");
        return new VerifiedMessage.UnsubscribeConfirmation(verified.topicArn(), url, client);
    }

    private Delivery delivery(SnsMessage verified, UnverifiedMessage unverified) {
        Delivery.Builder delivery = Delivery.builder(verified.message()).id(verified.messageId());
        if (unsignedAttributes) {
            unverified.addAttributes(delivery);
        } else {
            checkAttributes(unverified.tokensAmongAttributes(), verified.message());
        }
        return delivery.build();
    }

    /** An unsigned attribute never says whose task it is. It says that the message's token may be another's. */
    private static void checkAttributes(List<String> tokens, String message) {
        if (tokens.stream().anyMatch(token -> !message.contains(token)) && mayHaveToken(message)) {
            throw new AmbiguousTokenException("The message has a task token, and an attribute of the notification has"
                    + " another. SNS does not sign attributes, so they are not read. Send the token in one place; if"
                    + " that is the attribute, SnsNotifications.builder().unsignedAttributes(true) reads it");
        }
        if (!tokens.isEmpty()) {
            LOG.warn(
                    "A notification has an attribute with the name of a task token. It is ignored, because SNS does not"
                            + " sign attributes; SnsNotifications.builder().unsignedAttributes(true) reads it");
        }
    }

    private static boolean mayHaveToken(String message) {
        try {
            CallbackReader.standard().read(Delivery.of(message));
            return true;
        } catch (TokenNotFoundException | UnreadableDeliveryException e) {
            return false;
        } catch (TaskTokenException e) {
            return true;
        }
    }

    /**
     * Builds {@link SnsNotifications}. Setters check their arguments at once; {@link #build()} copies. Not thread-safe.
     */
    public static final class Builder {
        private final Set<TopicArn> topics = new LinkedHashSet<>();
        private Duration timeout = Duration.ofSeconds(10);
        private boolean unsignedAttributes;
        private @Nullable HttpClient httpClient;

        private Builder() {}

        /**
         * Allows a topic. Call it once for each topic, of any Region.
         *
         * @param arn the topic's ARN, for instance {@code arn:aws:sns:eu-central-1:123456789012:orders}
         * @return this builder
         * @throws IllegalArgumentException if it is not the ARN of a topic
         */
        public Builder topic(String arn) {
            topics.add(TopicArn.parse(arn));
            return this;
        }

        /**
         * Reads message attributes too, for workflows that put the token into one. SNS does not sign attributes. An
         * attacker who has one genuine message of the topic and a task token can post that message with the token in an
         * attribute. That task is then answered with the result for the genuine message.
         *
         * @param unsignedAttributes whether to read them
         * @return this builder
         */
        public Builder unsignedAttributes(boolean unsignedAttributes) {
            this.unsignedAttributes = unsignedAttributes;
            return this;
        }

        /**
         * Sets how long to wait for SNS for each certificate and confirmation.
         *
         * @param timeout more than zero; SNS itself waits 15 s for the response to its request
         * @return this builder
         * @throws IllegalArgumentException if it is zero or negative
         */
        public Builder timeout(Duration timeout) {
            if (timeout.isZero() || timeout.isNegative()) {
                throw new IllegalArgumentException("timeout must be more than zero: " + timeout);
            }
            this.timeout = timeout;
            return this;
        }

        /**
         * Sets the client for certificates and confirmations, for instance one with a proxy.
         *
         * @param httpClient must not follow redirects, which is the JDK's default; the caller closes it
         * @return this builder
         * @throws IllegalArgumentException if it follows redirects, which could lead to another host
         */
        public Builder httpClient(HttpClient httpClient) {
            if (httpClient.followRedirects() != HttpClient.Redirect.NEVER) {
                throw new IllegalArgumentException("The HTTP client must not follow redirects");
            }
            this.httpClient = httpClient;
            return this;
        }

        private HttpClient httpClient() {
            return httpClient == null
                    ? HttpClient.newBuilder()
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .connectTimeout(timeout)
                            .build()
                    : httpClient;
        }

        /**
         * Builds the verifier.
         *
         * @return the verifier
         * @throws IllegalStateException if no topic is allowed
         */
        public SnsNotifications build() {
            if (topics.isEmpty()) {
                throw new IllegalStateException("Allow a topic: SnsNotifications.builder().topic(arn)");
            }
            return new SnsNotifications(this);
        }
    }
}

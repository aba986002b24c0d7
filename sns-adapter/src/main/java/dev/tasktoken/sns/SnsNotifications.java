package dev.tasktoken.sns;

import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.InvalidTaskTokenException;
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
 * Verifies and processes what SNS posts to an HTTPS endpoint of yours. Whoever knows the endpoint's address can post to
 * it, so nothing is read before the signature (version 1 or 2) was verified by AWS's own {@code sns-message-manager}.
 *
 * <p>Defaults and limits:
 *
 * <ul>
 *   <li>topics: none; at least one must be allowed. Their Regions say which hosts are SNS.
 *   <li>body: at most 1,048,576 bytes
 *   <li>message attributes: left out, because SNS does not sign them
 *   <li>HTTP client, for certificates and confirmations: the JDK's; timeout 10 s; redirects are never followed.
 *       Certificates are kept, at most 10 for each Region.
 * </ul>
 *
 * <p>What to answer: 200 to what is settled; 403 to {@link UntrustedNotificationException}, which SNS takes for final;
 * 503 to {@link SnsCallFailedException} and to what must come again, so that SNS sends it again (by default three
 * times, 20 s apart; give the subscription a dead-letter queue). SNS waits 15 s for the answer and then sends again; a
 * copy that comes while the work goes on waits for it and shares its outcome. SNS does not count receives, so the check
 * for duplicates runs before any work. Raw message delivery must be off: such messages have no signature.
 *
 * <p>The manager logs the text it verifies, tokens included, at DEBUG: keep
 * {@code software.amazon.awssdk.messagemanager} at INFO. Immutable and thread-safe; make one and keep it. It owns
 * nothing that must be closed; a client that is passed in stays the caller's.
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
     * Verifies the body of a request and says what SNS sent. Asks SNS for a certificate that was not seen before.
     *
     * @param body the whole body, as it came
     * @param messageType the request's header {@code x-amz-sns-message-type}; null if it is not at hand
     * @return a notification, or a confirmation of a subscription or of its end
     * @throws UntrustedNotificationException if it is not a message that SNS sent for an allowed topic
     * @throws SnsCallFailedException if the certificate cannot be had now
     */
    public VerifiedMessage verify(byte[] body, @Nullable String messageType) {
        if (body.length > LARGEST_BODY) {
            throw new UntrustedNotificationException(
                    Reason.TOO_LARGE, "The request's body has more than " + LARGEST_BODY + " bytes");
        }
        ClaimedMessage claimed = ClaimedMessage.parse(body, messageType);
        RegionalVerifier verifier = verifiers.get(claimed.topicArn());
        if (verifier == null) {
            throw new UntrustedNotificationException(
                    Reason.TOPIC,
                    "The message's topic is not an allowed one: " + TopicArn.printable(claimed.topicArn()));
        }
        return message(verifier.verify(body, claimed), claimed, verifier);
    }

    /**
     * Verifies the body of a request and says what SNS sent. Asks SNS for a certificate that was not seen before.
     *
     * @param body the whole body, as it came
     * @param messageType the request's header {@code x-amz-sns-message-type}; null if it is not at hand
     * @return a notification, or a confirmation of a subscription or of its end
     * @throws UntrustedNotificationException if it is not a message that SNS sent for an allowed topic
     * @throws SnsCallFailedException if the certificate cannot be had now
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
     * @throws SnsCallFailedException if the certificate cannot be had now
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
     * @throws SnsCallFailedException if the certificate cannot be had now
     * @throws TokenNotFoundException if the token is not there, or it is a confirmation
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if no attribute is marked as a task token, and the message is not JSON
     */
    public CallbackEnvelope read(String body, CallbackReader reader) {
        return reader.read(delivery(body));
    }

    /**
     * Verifies a notification and processes it: finds the token, does the work, answers the task. Blocks until the
     * answer was sent. A confirmation comes again; {@link #verify} tells it from a notification.
     *
     * @param body the whole body of the request
     * @param processor does the work
     * @return answer the request with 200 if {@link Settlement#isSettled()}, else with 503
     * @throws UntrustedNotificationException if it is not a message that SNS sent for an allowed topic; answer 403
     */
    public Settlement process(String body, CallbackProcessor<?> processor) {
        Objects.requireNonNull(processor, "processor");
        Delivery delivery;
        try {
            delivery = delivery(body);
        } catch (SnsCallFailedException e) {
            LOG.warn("A notification comes again, unverified: {}", e.getMessage());
            return new Settlement.Again(e);
        }
        return processor.process(delivery);
    }

    /** What core says to a confirmation's text is what there is to say. */
    private Delivery delivery(String body) {
        return verify(body, null) instanceof VerifiedMessage.Notification notification
                ? notification.delivery()
                : Delivery.of(body);
    }

    private VerifiedMessage message(SnsMessage verified, ClaimedMessage claimed, RegionalVerifier verifier) {
        if (verified instanceof SnsNotification) {
            return new VerifiedMessage.Notification(verified.topicArn(), delivery(verified, claimed));
        }
        if (verified instanceof SnsSubscriptionConfirmation confirmation) {
            URI url = verifier.requireHost(confirmation.subscribeUrl().toString(), "SubscribeURL");
            return new VerifiedMessage.SubscriptionConfirmation(verified.topicArn(), url, client);
        }
        SnsUnsubscribeConfirmation confirmation = (SnsUnsubscribeConfirmation) verified;
        URI url = verifier.requireHost(confirmation.subscribeUrl().toString(), "SubscribeURL");
        return new VerifiedMessage.UnsubscribeConfirmation(verified.topicArn(), url, client);
    }

    private Delivery delivery(SnsMessage verified, ClaimedMessage claimed) {
        Delivery.Builder delivery = Delivery.builder(verified.message()).id(verified.messageId());
        if (unsignedAttributes) {
            claimed.addAttributes(delivery);
        } else if (claimed.hasTokenAmongAttributes()) {
            LOG.warn("A notification has an attribute with the name of a task token, which is left out because SNS does"
                    + " not sign attributes; SnsNotifications.builder().unsignedAttributes(true) reads it");
        }
        return delivery.build();
    }

    /** Sets up {@link SnsNotifications}. What is set is checked at once; {@link #build()} copies. Not thread-safe. */
    public static final class Builder {
        private final Set<TopicArn> topics = new LinkedHashSet<>();
        private Duration timeout = Duration.ofSeconds(10);
        private boolean unsignedAttributes;
        private @Nullable HttpClient httpClient;

        private Builder() {}

        /**
         * Allows a topic. Several can be allowed, in several Regions.
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
         * Reads message attributes too, for workflows that put the token into one. SNS does not sign attributes: who
         * has seen one genuine message of the topic, and has a task token of their own, can post that message with
         * another token in an attribute, and have that task answered with the first one's result.
         *
         * @param unsignedAttributes whether to read them
         * @return this builder
         */
        public Builder unsignedAttributes(boolean unsignedAttributes) {
            this.unsignedAttributes = unsignedAttributes;
            return this;
        }

        /**
         * Sets how long to wait for SNS, for each certificate and confirmation.
         *
         * @param timeout more than zero; SNS itself waits 15 s for the answer to what it posts
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
         * @param httpClient follows no redirects, which is the JDK's default; stays the caller's
         * @return this builder
         * @throws IllegalArgumentException if it follows redirects, which could lead to somebody else
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

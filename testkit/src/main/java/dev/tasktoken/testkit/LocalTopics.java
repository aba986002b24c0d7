package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import java.security.PublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * SNS topics in the JVM, for {@code sns:publish}. What is published is delivered to the subscribed queues before the
 * workflow goes on, and remembered.
 *
 * <p>Without raw delivery a queue receives the usual notification envelope, really signed: SignatureVersion 2 under
 * {@link #signingKey()}. The envelope's {@code SigningCertURL} has the usual form and leads nowhere. A delivery that a
 * queue refuses is logged and dropped, as it is in SNS without a dead-letter queue. Thread-safe.
 *
 * <pre>{@code
 * String topicArn = stepFunctions.topics().create("orders");
 * stepFunctions.topics().subscribeQueue(topicArn, queueUrl, false);
 * }</pre>
 */
public final class LocalTopics {
    private static final Logger LOG = LoggerFactory.getLogger(LocalTopics.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}|[A-Za-z0-9_-]{1,251}\\.fifo");

    private final Arns arns;
    private final Clock clock;
    private final Optional<SqsClient> sqs;
    private final SnsSigner signer = new SnsSigner();
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();

    LocalTopics(Arns arns, Clock clock, Optional<SqsClient> sqs) {
        this.arns = arns;
        this.clock = clock;
        this.sqs = sqs;
    }

    /**
     * Creates a topic, or finds the one of that name.
     *
     * @param name 1 to 256 letters, digits, {@code _} and {@code -}
     * @return the topic's ARN
     * @throws IllegalArgumentException if the name is not allowed
     */
    public String create(String name) {
        if (!NAME.matcher(requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("not the name of a topic: " + name);
        }
        String arn = arns.topic(name);
        topics.computeIfAbsent(arn, created -> new Topic());
        return arn;
    }

    /**
     * Subscribes a queue, reached through the SQS client that the {@link LocalStepFunctions} was built with.
     *
     * @param topicArn the topic
     * @param queueUrl the queue
     * @param rawDelivery true for the bare message with SQS attributes, false for the notification envelope
     * @return the subscription's ARN
     * @throws IllegalArgumentException if there is no such topic
     * @throws IllegalStateException if there is no SQS client
     */
    public String subscribeQueue(String topicArn, String queueUrl, boolean rawDelivery) {
        requireNonNull(queueUrl, "queueUrl");
        if (sqs.isEmpty()) {
            throw new IllegalStateException("to deliver to a queue, build LocalStepFunctions with an SqsClient");
        }
        Topic topic = topic(topicArn);
        String arn = topicArn + ":" + UUID.randomUUID();
        topic.queues.add(new QueueSubscription(arn, queueUrl, rawDelivery));
        return arn;
    }

    /**
     * Returns what was published to a topic so far.
     *
     * @param topicArn the topic
     * @return the messages, oldest first
     * @throws IllegalArgumentException if there is no such topic
     */
    public List<PublishedMessage> published(String topicArn) {
        return List.copyOf(topic(topicArn).published);
    }

    /**
     * Returns the key that verifies the signatures of notifications.
     *
     * @return an RSA key, the same for all topics
     */
    public PublicKey signingKey() {
        return signer.publicKey();
    }

    void publish(PublishedMessage message) {
        Topic topic = topics.get(message.topicArn());
        if (topic == null) {
            throw new StateFailure(new StateError("SNS.NotFoundException", "Topic does not exist"));
        }
        if (message.message().isEmpty()) {
            throw new StateFailure(new StateError("SNS.InvalidParameterException", "Invalid parameter: Empty message"));
        }
        topic.published.add(message);
        topic.queues.forEach(queue -> deliver(message, queue));
    }

    private Topic topic(String arn) {
        Topic topic = topics.get(requireNonNull(arn, "topicArn"));
        if (topic == null) {
            throw new IllegalArgumentException("there is no topic " + arn);
        }
        return topic;
    }

    private void deliver(PublishedMessage message, QueueSubscription queue) {
        SendMessageRequest.Builder request = SendMessageRequest.builder().queueUrl(queue.url);
        if (queue.raw) {
            request.messageBody(message.message()).messageAttributes(message.attributes());
        } else {
            request.messageBody(new SnsEnvelope(message, queue.arn, arns.region(), clock.instant()).signedBy(signer));
        }
        message.messageGroupId()
                .ifPresent(group -> request.messageGroupId(group).messageDeduplicationId(message.messageId()));
        try {
            sqs.orElseThrow().sendMessage(request.build());
        } catch (SdkException e) {
            LOG.warn(
                    "Message {} was not delivered to {}: {}",
                    message.messageId(),
                    queue.url,
                    e.getClass().getName());
        }
    }

    private record QueueSubscription(String arn, String url, boolean raw) {}

    private static final class Topic {
        private final List<PublishedMessage> published = new CopyOnWriteArrayList<>();
        private final List<QueueSubscription> queues = new CopyOnWriteArrayList<>();
    }
}

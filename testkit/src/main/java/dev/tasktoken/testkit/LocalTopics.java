package dev.tasktoken.testkit;

import dev.tasktoken.testkit.internal.topics.Topics;
import java.net.URI;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/**
 * SNS topics in the JVM, for {@code sns:publish}. What is published is remembered and delivered: to queues before the
 * workflow goes on, to functions and HTTP endpoints meanwhile.
 *
 * <p>Defaults, as in SNS:
 *
 * <ul>
 *   <li>without raw delivery, subscribers receive the usual notification, really signed with {@link #signingKey()};
 *       SignatureVersion 1 unless {@link #useSignatureVersion} says 2
 *   <li>a function that fails is invoked again after one and two minutes, an endpoint that answers 5xx, 429 or nothing
 *       is posted to again three times, 20 seconds apart, on the {@linkplain LocalStepFunctions#clock() movable clock}
 *   <li>what cannot be delivered then, or is refused by a queue, is logged and dropped
 * </ul>
 *
 * <p>The {@code SigningCertURL} of messages has the service's own form, because verifiers insist on it, and nothing is
 * served there. Hand the verifier {@link #signingCertificate()} instead: for AWS's {@code SnsMessageManager} give its
 * builder an HTTP client that answers every request with the certificate as PEM. The endpoint of the
 * {@link LocalStepFunctions} serves that under the URL's path.
 *
 * <p>Thread-safe.
 *
 * <pre>{@code
 * String topicArn = stepFunctions.topics().create("orders");
 * stepFunctions.topics().subscribeQueue(topicArn, queueUrl, false);
 * }</pre>
 */
public final class LocalTopics {
    private final Topics topics;

    LocalTopics(Topics topics) {
        this.topics = topics;
    }

    /**
     * Creates a topic, or finds the one of that name.
     *
     * @param name 1 to 256 letters, digits, {@code _} and {@code -}
     * @return the topic's ARN
     * @throws IllegalArgumentException if the name is not allowed
     */
    public String create(String name) {
        return topics.create(name);
    }

    /**
     * Says how messages of a topic are signed from now on. Default: 1.
     *
     * @param topicArn the topic
     * @param signatureVersion 1 for SHA1withRSA, 2 for SHA256withRSA
     * @throws IllegalArgumentException if there is no such topic, or no such version
     */
    public void useSignatureVersion(String topicArn, int signatureVersion) {
        topics.useSignatureVersion(topicArn, signatureVersion);
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
        return topics.subscribeQueue(topicArn, queueUrl, rawDelivery);
    }

    /**
     * Subscribes a function, which receives Lambda's SNS event with one record.
     *
     * @param topicArn the topic, not a FIFO topic
     * @param functionName the name or ARN of one of {@link LocalStepFunctions#functions()}
     * @return the subscription's ARN
     * @throws IllegalArgumentException if there is no such topic or function, or the topic delivers to queues only
     */
    public String subscribeFunction(String topicArn, String functionName) {
        return topics.subscribeFunction(topicArn, functionName);
    }

    /**
     * Subscribes an HTTP endpoint of this machine and posts a signed {@code SubscriptionConfirmation} to it, waiting
     * for its answer. Until somebody fetches the {@code SubscribeURL} in it, nothing else is delivered.
     *
     * @param topicArn the topic, not a FIFO topic
     * @param endpoint an address on the loopback interface: {@code localhost}, {@code 127.x.x.x} or {@code [::1]}
     * @param rawDelivery true for the bare message, false for the notification envelope
     * @return the subscription's ARN
     * @throws IllegalArgumentException if there is no such topic, it delivers to queues only, or the endpoint is
     *     somewhere else
     */
    public String subscribeHttp(String topicArn, URI endpoint, boolean rawDelivery) {
        return topics.subscribeHttp(topicArn, endpoint, rawDelivery);
    }

    /**
     * Waits, in real time, until an HTTP subscription is confirmed.
     *
     * @param subscriptionArn what {@link #subscribeHttp} returned
     * @param atMost how long to wait
     * @throws IllegalStateException if it is not confirmed within that time, if the {@link LocalStepFunctions} is
     *     closed meanwhile, or if the thread is interrupted
     * @throws IllegalArgumentException if there is no such HTTP subscription
     */
    public void awaitConfirmation(String subscriptionArn, Duration atMost) {
        topics.awaitConfirmation(subscriptionArn, atMost);
    }

    /**
     * Returns what was published to a topic so far, the last 10,000 messages of it.
     *
     * @param topicArn the topic
     * @return the messages, oldest first
     * @throws IllegalArgumentException if there is no such topic
     */
    public List<PublishedMessage> published(String topicArn) {
        return topics.published(topicArn).stream().map(PublishedMessage::of).toList();
    }

    /**
     * Returns the key that verifies the signatures of notifications.
     *
     * @return an RSA key, the same for all topics
     */
    public PublicKey signingKey() {
        return signingCertificate().getPublicKey();
    }

    /**
     * Returns the certificate of {@link #signingKey()}: signed by itself, and made out to the hosts that AWS's own
     * verifier accepts.
     *
     * @return the same certificate each time, valid from yesterday for ten years by the wall clock
     */
    public X509Certificate signingCertificate() {
        return topics.signingCertificate();
    }
}

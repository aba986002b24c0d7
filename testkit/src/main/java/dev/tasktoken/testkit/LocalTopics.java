package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * SNS topics in the JVM, for {@code sns:publish}. What is published is remembered and delivered: to queues before the
 * workflow goes on, to functions and HTTP endpoints meanwhile.
 *
 * <p>Defaults, as in SNS:
 *
 * <ul>
 *   <li>without raw delivery, subscribers receive the usual notification, really signed with {@link #signingKey()};
 *       SignatureVersion 2 unless {@link #useSignatureVersion} says 1
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
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}|[A-Za-z0-9_-]{1,251}\\.fifo");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

    private final Arns arns;
    private final Engine engine;
    private final Optional<SqsClient> sqs;
    private final LocalFunctions functions;
    private final URI home;
    private final SnsSigner signer;
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();

    LocalTopics(Arns arns, Engine engine, Optional<SqsClient> sqs, LocalFunctions functions, URI home) {
        this.arns = arns;
        this.engine = engine;
        this.sqs = sqs;
        this.functions = functions;
        this.home = home;
        this.signer = new SnsSigner(arns.region());
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
     * Says how messages of a topic are signed from now on. Default: 2.
     *
     * @param topicArn the topic
     * @param signatureVersion 1 for SHA1withRSA, 2 for SHA256withRSA
     * @throws IllegalArgumentException if there is no such topic, or no such version
     */
    public void useSignatureVersion(String topicArn, int signatureVersion) {
        Topic topic = topic(topicArn);
        if (signatureVersion != 1 && signatureVersion != 2) {
            throw new IllegalArgumentException("not a SignatureVersion: " + signatureVersion);
        }
        topic.signatureVersion = signatureVersion;
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
        SqsClient client = sqs.orElseThrow(
                () -> new IllegalStateException("to deliver to a queue, build LocalStepFunctions with an SqsClient"));
        return topic(topicArn).add(new QueueSubscription(newArn(topicArn), client, queueUrl, rawDelivery));
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
        Topic topic = standardTopic(topicArn);
        String function = FunctionName.parse(requireNonNull(functionName, "functionName"))
                .flatMap(functions::find)
                .orElseThrow(() -> new IllegalArgumentException("there is no function " + functionName));
        return topic.add(new FunctionSubscription(newArn(topicArn), functions, function));
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
        Topic topic = standardTopic(topicArn);
        requireLoopback(requireNonNull(endpoint, "endpoint"));
        HttpSubscription subscription = new HttpSubscription(topicArn, endpoint, rawDelivery, engine);
        topic.add(subscription);
        subscription.requestConfirmation(home, signer, topic.signatureVersion);
        return subscription.arn();
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
        requireNonNull(subscriptionArn, "subscriptionArn");
        HttpSubscription subscription = httpSubscriptions()
                .filter(candidate -> candidate.arn().equals(subscriptionArn))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no HTTP subscription " + subscriptionArn));
        Optional<Boolean> confirmed = engine.await(
                requireNonNull(atMost, "atMost"), () -> Optional.of(true).filter(found -> subscription.isConfirmed()));
        if (confirmed.isEmpty()) {
            throw new IllegalStateException("not confirmed after " + atMost + ": " + subscriptionArn);
        }
    }

    /**
     * Returns what was published to a topic so far, the last 10,000 messages of it.
     *
     * @param topicArn the topic
     * @return the messages, oldest first
     * @throws IllegalArgumentException if there is no such topic
     */
    public List<PublishedMessage> published(String topicArn) {
        return topic(topicArn).published.list();
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
        return signer.certificate();
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
        SnsEnvelope envelope = new SnsEnvelope(message, engine.clock().instant(), signer, topic.signatureVersion);
        topic.subscriptions.forEach(subscription -> subscription.deliver(envelope));
    }

    /** Confirms an HTTP subscription and returns its ARN, or empty for a token that is not its. */
    Optional<String> confirm(String topicArn, String token) {
        return engine.run(() -> httpSubscriptions()
                .filter(subscription -> subscription.confirm(topicArn, token))
                .map(HttpSubscription::arn)
                .findFirst());
    }

    private Stream<HttpSubscription> httpSubscriptions() {
        return topics.values().stream()
                .flatMap(topic -> topic.subscriptions.stream())
                .filter(HttpSubscription.class::isInstance)
                .map(HttpSubscription.class::cast);
    }

    private Topic topic(String arn) {
        Topic topic = topics.get(requireNonNull(arn, "topicArn"));
        if (topic == null) {
            throw new IllegalArgumentException("there is no topic " + arn);
        }
        return topic;
    }

    private Topic standardTopic(String arn) {
        Topic topic = topic(arn);
        if (arn.endsWith(".fifo")) {
            throw new IllegalArgumentException("a FIFO topic delivers to queues only: " + arn);
        }
        return topic;
    }

    /** By its spelling: a name that only resolves to this machine today is somewhere else tomorrow. */
    private static void requireLoopback(URI endpoint) {
        boolean http = "http".equalsIgnoreCase(endpoint.getScheme()) || "https".equalsIgnoreCase(endpoint.getScheme());
        String host = Optional.ofNullable(endpoint.getHost()).orElse("");
        if (!http || !LOOPBACK.matcher(host).matches()) {
            throw new IllegalArgumentException("not an HTTP address on the loopback interface: " + endpoint);
        }
    }

    private static String newArn(String topicArn) {
        return topicArn + ":" + UUID.randomUUID();
    }

    private static final class Topic {
        private final Recent<PublishedMessage> published = new Recent<>();
        private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
        private volatile int signatureVersion = 2;

        String add(Subscription subscription) {
            subscriptions.add(subscription);
            return subscription.arn();
        }
    }
}

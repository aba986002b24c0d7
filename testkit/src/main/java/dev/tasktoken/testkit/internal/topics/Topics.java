package dev.tasktoken.testkit.internal.topics;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.functions.FunctionRegistry;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.BoundedLog;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The topics in the JVM, their subscriptions, and the delivery of what is published. Thread-safe. */
public final class Topics {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}|[A-Za-z0-9_-]{1,251}\\.fifo");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

    private final Arns arns;
    private final Engine engine;
    private final Optional<SqsClient> sqs;
    private final FunctionRegistry functions;
    private final URI home;
    private final SnsSigner signer;
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();

    public Topics(Arns arns, Engine engine, Optional<SqsClient> sqs, FunctionRegistry functions, URI home) {
        this.arns = arns;
        this.engine = engine;
        this.sqs = sqs;
        this.functions = functions;
        this.home = home;
        this.signer = new SnsSigner(arns.region());
    }

    public String create(String name) {
        if (!NAME.matcher(requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("not the name of a topic: " + name);
        }
        String arn = arns.topic(name);
        topics.computeIfAbsent(arn, created -> new Topic());
        return arn;
    }

    public void useSignatureVersion(String topicArn, int signatureVersion) {
        Topic topic = topic(topicArn);
        if (signatureVersion != 1 && signatureVersion != 2) {
            throw new IllegalArgumentException("not a SignatureVersion: " + signatureVersion);
        }
        topic.signatureVersion = signatureVersion;
    }

    public String subscribeQueue(String topicArn, String queueUrl, boolean rawDelivery) {
        requireNonNull(queueUrl, "queueUrl");
        SqsClient client = sqs.orElseThrow(
                () -> new IllegalStateException("to deliver to a queue, build LocalStepFunctions with an SqsClient"));
        return topic(topicArn).add(new QueueSubscription(newArn(topicArn), client, queueUrl, rawDelivery));
    }

    public String subscribeFunction(String topicArn, String functionName) {
        Topic topic = standardTopic(topicArn);
        return topic.add(new FunctionSubscription(newArn(topicArn), functions, functions.require(functionName)));
    }

    public String subscribeHttp(String topicArn, URI endpoint, boolean rawDelivery) {
        Topic topic = standardTopic(topicArn);
        requireLoopback(requireNonNull(endpoint, "endpoint"));
        HttpSubscription subscription = new HttpSubscription(topicArn, endpoint, rawDelivery, engine);
        topic.add(subscription);
        subscription.requestConfirmation(home, signer, topic.signatureVersion);
        return subscription.arn();
    }

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

    public List<TopicMessage> published(String topicArn) {
        return topic(topicArn).published.list();
    }

    public X509Certificate signingCertificate() {
        return signer.certificate();
    }

    /** Delivers a message and returns its sequence number, which messages of FIFO topics have. */
    public Optional<String> publish(TopicMessage message) {
        Topic topic = topics.get(message.topicArn());
        if (topic == null) {
            throw refused("NotFound", 404, "Topic does not exist");
        }
        if (message.message().isEmpty()) {
            throw refused("InvalidParameter", 400, "Invalid parameter: Empty message");
        }
        boolean fifo = message.topicArn().endsWith(".fifo");
        if (fifo && message.messageGroupId().isEmpty()) {
            throw refused(
                    "InvalidParameter",
                    400,
                    "Invalid parameter: The MessageGroupId parameter is required for FIFO topics");
        }
        topic.published.add(message);
        SnsEnvelope envelope = new SnsEnvelope(message, engine.clock().instant(), signer, topic.signatureVersion);
        topic.subscriptions.forEach(subscription -> subscription.deliver(envelope));
        return fifo ? Optional.of(topic.nextSequenceNumber()) : Optional.empty();
    }

    private static StateFailure refused(String code, int status, String message) {
        return new StateFailure(new StateError(
                "SNS." + code + "Exception",
                "%s (Service: AmazonSNS; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"
                        .formatted(message, status, code, UUID.randomUUID())));
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
        private final BoundedLog<TopicMessage> published = new BoundedLog<>();
        private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
        private final AtomicLong sequence = new AtomicLong();
        private volatile int signatureVersion = 1;

        /** Twenty digits that grow, as SNS gives them. */
        String nextSequenceNumber() {
            return "1%019d".formatted(sequence.incrementAndGet());
        }

        String add(Subscription subscription) {
            subscriptions.add(subscription);
            return subscription.arn();
        }
    }
}

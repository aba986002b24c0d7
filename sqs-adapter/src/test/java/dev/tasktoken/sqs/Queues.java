package dev.tasktoken.sqs;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** ElasticMQ in this JVM, started once for all tests because that takes seconds, and its queues. */
final class Queues {
    private static final class Shared {
        static final SqsClient CLIENT = start();
    }

    private Queues() {}

    static SqsClient client() {
        return Shared.CLIENT;
    }

    static String create() {
        return create("q-" + UUID.randomUUID(), Map.of());
    }

    static String createFifo() {
        return create("q-" + UUID.randomUUID() + ".fifo", Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
    }

    /** A queue that moves a message to the dead-letter queue instead of one receive more. */
    static String createWithDeadLetters(String deadLetterQueueUrl, int receives) {
        String arn = client().getQueueAttributes(
                        q -> q.queueUrl(deadLetterQueueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String policy = "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":\"" + receives + "\"}";
        String name = "q-" + UUID.randomUUID();
        return deadLetterQueueUrl.endsWith(".fifo")
                ? create(
                        name + ".fifo",
                        Map.of(QueueAttributeName.FIFO_QUEUE, "true", QueueAttributeName.REDRIVE_POLICY, policy))
                : create(name, Map.of(QueueAttributeName.REDRIVE_POLICY, policy));
    }

    private static String create(String name, Map<QueueAttributeName, String> attributes) {
        return client().createQueue(q -> q.queueName(name).attributes(new HashMap<>(attributes)))
                .queueUrl();
    }

    static void send(String queueUrl, String body) {
        client().sendMessage(m -> m.queueUrl(queueUrl).messageBody(body));
    }

    /** Sends records' bodies, by number, from one to before the other. */
    static void sendNumbered(String queueUrl, int from, int to) {
        for (int number = from; number < to; number++) {
            send(queueUrl, Records.body(number));
        }
    }

    static void sendFifo(String queueUrl, String group, int number) {
        client().sendMessage(m -> m.queueUrl(queueUrl)
                .messageBody(Records.body(number))
                .messageGroupId(group)
                .messageDeduplicationId(Integer.toString(number)));
    }

    /** Receives what comes within twenty seconds, as another receiver would. */
    static List<Message> receive(String queueUrl) {
        return client().receiveMessage(r -> r.queueUrl(queueUrl)
                        .waitTimeSeconds(20)
                        .maxNumberOfMessages(10)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    /** Receives the next message, polling anew for one that ElasticMQ moves here: it wakes no poll for it. */
    static Message awaitMoved(String queueUrl) {
        List<Message> messages = List.of();
        while (messages.isEmpty()) {
            messages = client().receiveMessage(r -> r.queueUrl(queueUrl).waitTimeSeconds(1))
                    .messages();
        }
        return messages.get(0);
    }

    static int visible(String queueUrl) {
        return count(queueUrl, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    }

    static int hidden(String queueUrl) {
        return count(queueUrl, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    private static int count(String queueUrl, QueueAttributeName attribute) {
        return Integer.parseInt(
                client().getQueueAttributes(q -> q.queueUrl(queueUrl).attributeNames(attribute))
                        .attributes()
                        .getOrDefault(attribute, "-1"));
    }

    private static SqsClient start() {
        SQSRestServer server = SQSRestServerBuilder.withInterface("localhost")
                .withDynamicPort()
                .start();
        int port = server.waitUntilStarted().localAddress().getPort();
        return connect(URI.create("http://localhost:" + port));
    }

    /** Without checksums, because their interceptor logs whole message bodies at DEBUG. */
    static SqsClient connect(URI anyOfItsUrls) {
        return SqsClient.builder()
                .endpointOverride(anyOfItsUrls.resolve("/"))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .checksumValidationEnabled(false)
                .build();
    }
}

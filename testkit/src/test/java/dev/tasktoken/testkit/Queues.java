package dev.tasktoken.testkit;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** ElasticMQ in this JVM, started once for all tests because that takes seconds, and its queues. */
final class Queues {
    private static final class Shared {
        static final SqsClient CLIENT = connect();
    }

    private Queues() {}

    static SqsClient client() {
        return Shared.CLIENT;
    }

    static String create() {
        return client().createQueue(q -> q.queueName("q-" + UUID.randomUUID())).queueUrl();
    }

    /** Receives one message, waiting for it, and deletes it. */
    static Message receive(String queueUrl) {
        List<Message> messages = client().receiveMessage(r -> r.queueUrl(queueUrl)
                        .waitTimeSeconds(10)
                        .messageAttributeNames("All")
                        .maxNumberOfMessages(1))
                .messages();
        Message message = messages.get(0);
        client().deleteMessage(d -> d.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
        return message;
    }

    static MessageAttributeValue attribute(Message message, String name) {
        return Objects.requireNonNull(message.messageAttributes().get(name), name);
    }

    /** Without checksums, because their interceptor logs whole message bodies at DEBUG. */
    private static SqsClient connect() {
        SQSRestServer server = SQSRestServerBuilder.withInterface("localhost")
                .withDynamicPort()
                .start();
        int port = server.waitUntilStarted().localAddress().getPort();
        return SqsClient.builder()
                .endpointOverride(URI.create("http://localhost:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .checksumValidationEnabled(false)
                .build();
    }
}

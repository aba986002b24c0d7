package dev.tasktoken.resend;

import java.net.URI;
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
final class LocalQueues {
    private static final class Shared {
        static final SqsClient CLIENT = start();
    }

    private LocalQueues() {}

    static SqsClient client() {
        return Shared.CLIENT;
    }

    static String create() {
        return client().createQueue(q -> q.queueName("q-" + UUID.randomUUID())).queueUrl();
    }

    static String createFifo() {
        return client().createQueue(q -> q.queueName("q-" + UUID.randomUUID() + ".fifo")
                        .attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                .queueUrl();
    }

    /** Receives and deletes the next message, waiting for it up to twenty seconds. */
    static Message take(String queueUrl) {
        Message message = client().receiveMessage(r -> r.queueUrl(queueUrl)
                        .waitTimeSeconds(20)
                        .maxNumberOfMessages(1)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages()
                .get(0);
        client().deleteMessage(d -> d.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
        return message;
    }

    static boolean isEmpty(String queueUrl) {
        return client().receiveMessage(r -> r.queueUrl(queueUrl)).messages().isEmpty();
    }

    /** Without checksums, because their interceptor logs whole message bodies at DEBUG. */
    private static SqsClient start() {
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

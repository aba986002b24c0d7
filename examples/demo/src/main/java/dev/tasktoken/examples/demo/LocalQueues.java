package dev.tasktoken.examples.demo;

import java.net.URI;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** ElasticMQ in this JVM, and a client of it. */
final class LocalQueues implements AutoCloseable {
    private final SQSRestServer server;
    private final SqsClient client;
    private final URI endpoint;

    private LocalQueues(SQSRestServer server) {
        this.server = server;
        int port = server.waitUntilStarted().localAddress().getPort();
        this.endpoint = URI.create("http://localhost:" + port);
        this.client = SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .checksumValidationEnabled(false) // it logs the body of each message, token included, at DEBUG
                .build();
    }

    static LocalQueues start() {
        return new LocalQueues(SQSRestServerBuilder.withInterface("localhost")
                .withDynamicPort()
                .start());
    }

    SqsClient client() {
        return client;
    }

    URI endpoint() {
        return endpoint;
    }

    Queue create(String name) {
        return create(name, Map.of());
    }

    /** Creates a queue that moves a message to the dead-letter queue after a number of receives. */
    Queue create(String name, Queue deadLetters, int maxReceiveCount) {
        String policy =
                "{\"deadLetterTargetArn\":\"" + deadLetters.arn() + "\",\"maxReceiveCount\":" + maxReceiveCount + "}";
        return create(name, Map.of(QueueAttributeName.REDRIVE_POLICY, policy));
    }

    private Queue create(String name, Map<QueueAttributeName, String> attributes) {
        String url = client.createQueue(q -> q.queueName(name).attributes(attributes))
                .queueUrl();
        String arn = client.getQueueAttributes(q -> q.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
        return new Queue(client, name, url, arn);
    }

    @Override
    public void close() {
        client.close();
        server.stopAndWait();
    }
}

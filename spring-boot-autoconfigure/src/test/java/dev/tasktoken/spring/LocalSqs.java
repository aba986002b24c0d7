package dev.tasktoken.spring;

import dev.tasktoken.testkit.LocalStepFunctions;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A server of queues, and a Step Functions that sends to them. */
final class LocalSqs implements AutoCloseable {
    private final SQSRestServer server =
            SQSRestServerBuilder.withInterface("localhost").withDynamicPort().start();
    private final URI endpoint = URI.create(
            "http://localhost:" + server.waitUntilStarted().localAddress().getPort());
    private final SqsClient client = SqsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .checksumValidationEnabled(false) // it logs the body of each message, token included, at DEBUG
            .build();
    private final LocalStepFunctions stepFunctions =
            LocalStepFunctions.builder().sqs(client).start();

    LocalStepFunctions stepFunctions() {
        return stepFunctions;
    }

    SqsClient client() {
        return client;
    }

    URI endpoint() {
        return endpoint;
    }

    /** Makes a queue with a visibility timeout in seconds. */
    String queue(String name, int visibility) {
        return client.createQueue(q -> q.queueName(name)
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, Integer.toString(visibility))))
                .queueUrl();
    }

    /** How many messages it holds, hidden ones included. */
    int size(String queueUrl) {
        return Stream.of(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
                .mapToInt(name -> Integer.parseInt(
                        client.getQueueAttributes(q -> q.queueUrl(queueUrl).attributeNames(name))
                                .attributes()
                                .get(name)))
                .sum();
    }

    /** How many messages another receiver gets within the seconds. */
    int received(String queueUrl, int seconds) {
        return client.receiveMessage(r -> r.queueUrl(queueUrl).waitTimeSeconds(seconds))
                .messages()
                .size();
    }

    @Override
    public void close() {
        stepFunctions.close();
        client.close();
        server.stopAndWait();
    }
}

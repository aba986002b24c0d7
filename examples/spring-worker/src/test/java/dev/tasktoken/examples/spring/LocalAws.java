package dev.tasktoken.examples.spring;

import dev.tasktoken.testkit.LocalStepFunctions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A server of queues and a Step Functions that sends to them. */
final class LocalAws implements AutoCloseable {
    private final SQSRestServer server =
            SQSRestServerBuilder.withInterface("localhost").withDynamicPort().start();
    private final URI endpoint = URI.create(
            "http://localhost:" + server.waitUntilStarted().localAddress().getPort());
    private final SqsClient sqs = SqsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .checksumValidationEnabled(false) // it logs the body of each message, token included, at DEBUG
            .build();
    private final LocalStepFunctions stepFunctions =
            LocalStepFunctions.builder().sqs(sqs).start();

    LocalStepFunctions stepFunctions() {
        return stepFunctions;
    }

    /** What the SDK's clients of another process find both by. */
    Map<String, String> environment() {
        return Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "AWS_ENDPOINT_URL_SQS", endpoint.toString(),
                "AWS_ENDPOINT_URL_SFN", stepFunctions.endpoint().toString());
    }

    /** A queue whose messages move to a dead-letter queue after three receives. */
    String queue(String name) {
        create(name + "-dead-letters", Map.of());
        String redrive = """
                {"deadLetterTargetArn": "arn:aws:sqs:us-east-1:000000000000:%s-dead-letters", "maxReceiveCount": 3}""".formatted(name);
        return create(
                name, Map.of(QueueAttributeName.REDRIVE_POLICY, redrive, QueueAttributeName.VISIBILITY_TIMEOUT, "5"));
    }

    void send(String queueUrl, String body) {
        sqs.sendMessage(m -> m.queueUrl(queueUrl).messageBody(body));
    }

    /** Waits for a message in the dead-letter queue; one that is moved there does not end a poll under way. */
    String awaitDeadLetter(String queueUrl) {
        List<Message> received;
        do {
            received = sqs.receiveMessage(
                            r -> r.queueUrl(queueUrl + "-dead-letters").waitTimeSeconds(1))
                    .messages();
        } while (received.isEmpty());
        return received.get(0).body();
    }

    /** Waits until all was acknowledged. */
    void awaitEmpty(String queueUrl) {
        while (size(queueUrl, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES) > 0
                || size(queueUrl, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE) > 0) {
            Thread.onSpinWait();
        }
    }

    private int size(String queueUrl, QueueAttributeName which) {
        return Integer.parseInt(sqs.getQueueAttributes(q -> q.queueUrl(queueUrl).attributeNames(which))
                .attributes()
                .get(which));
    }

    private String create(String name, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(q -> q.queueName(name).attributes(attributes)).queueUrl();
    }

    @Override
    public void close() {
        stepFunctions.close();
        sqs.close();
        server.stopAndWait();
    }
}

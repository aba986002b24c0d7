package dev.tasktoken.examples.spring;

import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A queue with a dead-letter queue, and a Step Functions that sends to it. The SDK's clients find both by the system
 * properties that are set meanwhile.
 */
final class LocalAws implements AutoCloseable {
    private static final String MACHINE = """
            {"StartAt": "Pay", "States": {"Pay": {
              "Type": "Task",
              "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
              "Parameters": {
                "QueueUrl": "%s",
                "MessageBody": {"orderId.$": "$.orderId", "cents.$": "$.cents", "taskToken.$": "$$.Task.Token"}
              },
              "End": true}}}""";

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
    private final String deadLetters = queue("dead-letters", Map.of());
    private final String queueUrl = queue("payments", Map.of(QueueAttributeName.REDRIVE_POLICY, """
                    {"deadLetterTargetArn": "arn:aws:sqs:us-east-1:000000000000:dead-letters", "maxReceiveCount": 2}"""));
    private final String machine = stepFunctions.createStateMachine(MACHINE.formatted(queueUrl));
    private final Map<String, String> properties = Map.of(
            "aws.region", "us-east-1",
            "aws.accessKeyId", "local",
            "aws.secretAccessKey", "local",
            "aws.endpointUrlSqs", endpoint.toString(),
            "aws.endpointUrlSfn", stepFunctions.endpoint().toString());

    LocalAws() {
        properties.forEach(System::setProperty);
    }

    String queueUrl() {
        return queueUrl;
    }

    StartedExecution pay(String orderId, long cents) {
        return stepFunctions.startExecution(machine, Map.<String, Object>of("orderId", orderId, "cents", cents));
    }

    void send(String body) {
        sqs.sendMessage(m -> m.queueUrl(queueUrl).messageBody(body));
    }

    /** Waits for a message in the dead-letter queue; one that is moved there does not end a poll under way. */
    String awaitDeadLetter() {
        List<String> received;
        do {
            received = receive(deadLetters, 1);
        } while (received.isEmpty());
        return received.get(0);
    }

    /** Waits until all was acknowledged, which Spring does a second later. */
    void awaitEmptyQueue() {
        while (queueSize() > 0) {
            Thread.onSpinWait();
        }
    }

    /** What another receiver gets of the queue within the seconds. */
    List<String> receive(int seconds) {
        return receive(queueUrl, seconds);
    }

    /** How many messages the queue holds, hidden ones included. */
    private int queueSize() {
        return Stream.of(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
                .mapToInt(name -> Integer.parseInt(
                        sqs.getQueueAttributes(q -> q.queueUrl(queueUrl).attributeNames(name))
                                .attributes()
                                .get(name)))
                .sum();
    }

    private List<String> receive(String url, int seconds) {
        return sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(seconds)).messages().stream()
                .map(Message::body)
                .toList();
    }

    private String queue(String name, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(q -> q.queueName(name).attributes(attributes)).queueUrl();
    }

    @Override
    public void close() {
        properties.keySet().forEach(System::clearProperty);
        stepFunctions.close();
        sqs.close();
        server.stopAndWait();
    }
}

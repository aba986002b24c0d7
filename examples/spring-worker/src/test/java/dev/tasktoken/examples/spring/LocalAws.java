package dev.tasktoken.examples.spring;

import dev.tasktoken.testkit.LocalStepFunctions;
import java.net.URI;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A server of queues and a Step Functions that sends to them. The SDK's clients find both by the system properties that
 * are set meanwhile.
 */
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
    private final Map<String, String> properties = Map.of(
            "aws.region", "us-east-1",
            "aws.accessKeyId", "local",
            "aws.secretAccessKey", "local",
            "aws.endpointUrlSqs", endpoint.toString(),
            "aws.endpointUrlSfn", stepFunctions.endpoint().toString());

    LocalAws() {
        properties.forEach(System::setProperty);
    }

    /** A queue of its own, with a dead-letter queue. */
    PaymentQueue queue(String name) {
        return new PaymentQueue(sqs, stepFunctions, name);
    }

    @Override
    public void close() {
        properties.keySet().forEach(System::clearProperty);
        stepFunctions.close();
        sqs.close();
        server.stopAndWait();
    }
}

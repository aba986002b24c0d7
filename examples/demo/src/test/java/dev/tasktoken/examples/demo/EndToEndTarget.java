package dev.tasktoken.examples.demo;

import dev.tasktoken.testkit.LocalStepFunctions;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Where the end-to-end tests run: on whatever {@code AWS_ENDPOINT_URL} names, with all else as the SDK's own settings
 * say; without it, on LocalStepFunctions and an SQS server in this JVM.
 *
 * @param roleArn what a state machine runs as: {@code STATE_MACHINE_ROLE_ARN}, or any name where nobody asks
 */
record EndToEndTarget(SfnClient sfn, SqsClient sqs, String roleArn, Runnable stop) implements AutoCloseable {
    private static final String ENDPOINT = "AWS_ENDPOINT_URL";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String ANY_ROLE = "arn:aws:iam::123456789012:role/end-to-end";

    static EndToEndTarget of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(ENDPOINT))
                .filter(url -> !url.isBlank())
                .map(url -> elsewhere(environment, URI.create(url)))
                .orElseGet(EndToEndTarget::here);
    }

    private static EndToEndTarget here() {
        LocalQueues queues = LocalQueues.start();
        LocalStepFunctions stepFunctions =
                LocalStepFunctions.builder().sqs(queues.client()).start();
        return new EndToEndTarget(stepFunctions.client(), queues.client(), ANY_ROLE, () -> {
            stepFunctions.close();
            queues.close();
        });
    }

    private static EndToEndTarget elsewhere(Map<String, String> environment, URI endpoint) {
        SfnClient sfn = configured(SfnClient.builder(), environment, endpoint).build();
        SqsClient sqs = configured(SqsClient.builder(), environment, endpoint)
                .checksumValidationEnabled(false) // it logs the body of each message, token included, at DEBUG
                .build();
        String role = environment.getOrDefault("STATE_MACHINE_ROLE_ARN", ANY_ROLE);
        return new EndToEndTarget(sfn, sqs, role, () -> {
            sfn.close();
            sqs.close();
        });
    }

    /** The SDK reads the endpoints itself. On this machine an emulator asks neither for credentials nor a Region. */
    private static <B extends AwsClientBuilder<B, ?>> B configured(
            B builder, Map<String, String> environment, URI endpoint) {
        if (THIS_MACHINE.contains(String.valueOf(endpoint.getHost()))) {
            if (!environment.containsKey("AWS_REGION")) {
                builder.region(Region.US_EAST_1);
            }
            if (!environment.containsKey("AWS_ACCESS_KEY_ID")) {
                builder.credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
            }
        }
        return builder;
    }

    @Override
    public void close() {
        stop.run();
    }
}

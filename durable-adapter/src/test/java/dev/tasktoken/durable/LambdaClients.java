package dev.tasktoken.durable;

import dev.tasktoken.testkit.LocalDurableCallbacks;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Clients of a local service that retry at once. */
final class LambdaClients {
    private LambdaClients() {}

    static LambdaClient blocking(LocalDurableCallbacks callbacks, Duration patience) {
        return set(LambdaClient.builder(), callbacks, patience).build();
    }

    static LambdaAsyncClient async(LocalDurableCallbacks callbacks) {
        return set(LambdaAsyncClient.builder(), callbacks, Duration.ofSeconds(20))
                .build();
    }

    private static <B extends AwsClientBuilder<B, ?>> B set(
            B builder, LocalDurableCallbacks callbacks, Duration patience) {
        return builder.endpointOverride(callbacks.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .overrideConfiguration(c -> c.apiCallAttemptTimeout(patience)
                        .retryStrategy(AwsRetryStrategy.legacyRetryStrategy().toBuilder()
                                .backoffStrategy(BackoffStrategy.retryImmediately())
                                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                                .build()));
    }
}

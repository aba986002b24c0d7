package dev.tasktoken.cli;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.SfnClientBuilder;

/** Which account, Region and endpoint are called: as the SDK and the AWS CLI have them. */
final class AwsOptions {
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

    /** Functions run for 15 minutes at most (Lambda quotas). */
    private static final Duration FUNCTION_TIMEOUT = Duration.ofMinutes(16);

    @Option(names = "--region", paramLabel = "REGION", description = "The Region. Default: that of the ARN.")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "The profile of the AWS configuration files. Default: AWS_PROFILE, as the SDK reads it.")
    private Optional<String> profile = Optional.empty();

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description =
                    "The endpoint of Step Functions. Default: AWS_ENDPOINT_URL_SFN or AWS_ENDPOINT_URL, else AWS.")
    private Optional<URI> endpoint = Optional.empty();

    SfnClient stepFunctions(Arn arn) {
        SfnClientBuilder builder = configured(SfnClient.builder(), arn);
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** A function may run for as long as functions may, and is not invoked twice. */
    LambdaClient functions(Arn arn) {
        return configured(LambdaClient.builder(), arn)
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(FUNCTION_TIMEOUT))
                .overrideConfiguration(configuration(FUNCTION_TIMEOUT, FUNCTION_TIMEOUT).toBuilder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .build())
                .build();
    }

    /** A service's client with the Region, credentials and limits that the options say; its endpoint is its own. */
    <B extends AwsClientBuilder<B, ?>> B configured(B builder, Arn arn) {
        return builder.region(region.map(Region::of).orElseGet(() -> Region.of(arn.region())))
                .credentialsProvider(credentials())
                .overrideConfiguration(configuration(ATTEMPT_TIMEOUT, CALL_TIMEOUT));
    }

    /** Asked at once: later, missing ones would be asked for again and again. */
    private AwsCredentialsProvider credentials() {
        AwsCredentialsProvider provider = profile.map(
                        name -> (AwsCredentialsProvider) ProfileCredentialsProvider.create(name))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
        provider.resolveCredentials();
        return provider;
    }

    private ClientOverrideConfiguration configuration(Duration attempt, Duration call) {
        ClientOverrideConfiguration.Builder configuration = ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(attempt)
                .apiCallTimeout(call);
        profile.ifPresent(configuration::defaultProfileName);
        return configuration.build();
    }
}

package dev.tasktoken.cli;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Which account, Region and endpoint are called: as the SDK and the AWS CLI have them. */
final class AwsOptions {
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

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
        return configured(SfnClient.builder(), arn).build();
    }

    /** A service's client with the Region, credentials and limits that the options say. */
    <B extends AwsClientBuilder<B, ?>> B configured(B builder, Arn arn) {
        endpoint.ifPresent(builder::endpointOverride);
        return builder.region(region.map(Region::of).orElseGet(() -> Region.of(arn.region())))
                .credentialsProvider(credentials())
                .overrideConfiguration(configuration());
    }

    /** Asked at once: later, missing ones would be asked for again and again. */
    private AwsCredentialsProvider credentials() {
        AwsCredentialsProvider provider = profile.map(
                        name -> (AwsCredentialsProvider) ProfileCredentialsProvider.create(name))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
        provider.resolveCredentials();
        return provider;
    }

    private ClientOverrideConfiguration configuration() {
        ClientOverrideConfiguration.Builder configuration = ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                .apiCallTimeout(CALL_TIMEOUT);
        profile.ifPresent(configuration::defaultProfileName);
        return configuration.build();
    }
}

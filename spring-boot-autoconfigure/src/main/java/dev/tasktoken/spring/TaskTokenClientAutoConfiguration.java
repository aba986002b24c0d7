package dev.tasktoken.spring;

import io.awspring.cloud.autoconfigure.AwsSyncClientCustomizer;
import io.awspring.cloud.autoconfigure.core.AwsClientBuilderConfigurer;
import io.awspring.cloud.autoconfigure.core.AwsConnectionDetails;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.SfnClientBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Configures the SDK's clients of Step Functions and SQS, unless the application has them. With Spring Cloud AWS they
 * have what {@code spring.cloud.aws.*} says; without it, the SDK's defaults.
 */
@AutoConfiguration(
        afterName = {
            "io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration",
            "io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration",
            "io.awspring.cloud.autoconfigure.s3.S3AutoConfiguration",
            "io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "tasktoken.enabled", matchIfMissing = true)
public final class TaskTokenClientAutoConfiguration {
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    TaskTokenClientAutoConfiguration() {}

    /** As patient as the client that a responder makes for itself. */
    @Bean
    @ConditionalOnMissingBean
    SfnClient tasktokenSfnClient(ClientSettings settings) {
        SfnClientBuilder builder = settings.apply(SfnClient.builder());
        ClientOverrideConfiguration.Builder overrides = builder.overrideConfiguration().toBuilder();
        return builder.overrideConfiguration(overrides
                        .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .apiCallTimeout(CALL_TIMEOUT)
                        .build())
                .build();
    }

    @Bean
    @ConditionalOnMissingBean
    SqsClient tasktokenSqsClient(ClientSettings settings) {
        return settings.apply(SqsClient.builder())
                .checksumValidationEnabled(false) // it logs the body of each message, token included, at DEBUG
                .build();
    }

    /** Spring Cloud AWS. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(AwsClientBuilderConfigurer.class)
    @Order(0)
    static class SpringCloudAws {
        @Bean
        @ConditionalOnBean(AwsClientBuilderConfigurer.class)
        ClientSettings springCloudAwsClientSettings(
                AwsClientBuilderConfigurer configurer,
                ObjectProvider<AwsConnectionDetails> connection,
                ObjectProvider<AwsSyncClientCustomizer> customizers) {
            return new ClientSettings() {
                @Override
                public <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B apply(B builder) {
                    return configurer.configureSyncClient(
                            builder, null, connection.getIfAvailable(), null, customizers.orderedStream());
                }
            };
        }
    }

    /** The SDK alone. */
    @Configuration(proxyBeanMethods = false)
    @Order(1)
    static class Sdk {
        @Bean
        @ConditionalOnMissingBean
        ClientSettings sdkClientSettings() {
            return new ClientSettings() {
                @Override
                public <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B apply(B builder) {
                    return builder;
                }
            };
        }
    }
}

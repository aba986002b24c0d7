package dev.tasktoken.spring;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.s3.S3TokenStore;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Configures {@link PendingTasks} over the application's {@link TokenStore}, or over the store that
 * {@code tasktoken.pending.store} names. A further store is a further nested configuration here.
 */
@AutoConfiguration(after = TaskTokenAutoConfiguration.class)
@ConditionalOnBean(TokenResponder.class)
public final class TaskTokenPendingAutoConfiguration {
    private static final String STORE = "tasktoken.pending.store";

    TaskTokenPendingAutoConfiguration() {}

    @Bean
    @ConditionalOnBean(TokenStore.class)
    @ConditionalOnMissingBean
    PendingTasks tasktokenPendingTasks(TokenResponder responder, TokenStore store, TaskTokenProperties properties) {
        TaskTokenProperties.Pending pending = properties.pending();
        return PendingTasks.builder(responder, store)
                .waitForToken(pending.waitForToken())
                .keepDecisions(pending.keepDecisions())
                .resendAfter(pending.resendAfter())
                .build();
    }

    /** The store {@code memory}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = STORE, havingValue = "memory")
    static class Memory {
        @Bean
        @ConditionalOnMissingBean
        TokenStore tasktokenMemoryStore() {
            return TokenStore.inMemory();
        }
    }

    /** The store {@code s3}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({S3TokenStore.class, S3Client.class})
    @ConditionalOnProperty(name = STORE, havingValue = "s3")
    static class S3 {
        @Bean
        @ConditionalOnMissingBean
        S3Client tasktokenS3Client(ClientSettings settings) {
            return settings.apply(S3Client.builder()).build();
        }

        @Bean
        @ConditionalOnMissingBean(TokenStore.class)
        S3TokenStore tasktokenS3Store(S3Client client, TaskTokenProperties properties) {
            TaskTokenProperties.S3 s3 = properties.pending().s3();
            if (s3.bucket() == null) {
                throw new InvalidConfigurationPropertyValueException(
                        "tasktoken.pending.s3.bucket", null, STORE + "=s3 needs the name of a bucket");
            }
            S3TokenStore.Builder builder = S3TokenStore.builder(client, s3.bucket());
            PropertyMapper map = PropertyMapper.get();
            map.from(s3.prefix()).to(builder::prefix);
            map.from(s3.kmsKeyId()).to(builder::sseKms);
            return builder.build();
        }
    }
}

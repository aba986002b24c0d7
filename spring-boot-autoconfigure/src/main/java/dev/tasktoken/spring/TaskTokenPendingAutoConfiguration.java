package dev.tasktoken.spring;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.dynamodb.DynamoDbTokenStore;
import dev.tasktoken.jdbc.JdbcTokenStore;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.s3.S3TokenStore;
import java.util.Locale;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Configures {@link PendingTasks} over the application's {@link TokenStore}, or over the store that
 * {@code tasktoken.pending.store} names. A further store is a further nested configuration here.
 */
@AutoConfiguration(
        after = TaskTokenAutoConfiguration.class,
        afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnBean(TokenResponder.class)
public final class TaskTokenPendingAutoConfiguration {
    static final String STORE = "tasktoken.pending.store";

    TaskTokenPendingAutoConfiguration() {}

    /** Nothing has made the store that is named. */
    @Bean
    @ConditionalOnStore
    @ConditionalOnMissingBean
    TokenStore tasktokenMissingStore(TaskTokenProperties properties) {
        String module = "tasktoken-" + name(properties) + "-store";
        throw new UnusableSettingException(
                setting(properties),
                "needs the module " + module,
                "Add the dependency dev.tasktoken:" + module + ", or define a bean of type TokenStore.");
    }

    @Bean
    @ConditionalOnStore
    StoreCheck tasktokenStoreCheck(TokenStore store, TaskTokenProperties properties) {
        return new StoreCheck(store, setting(properties));
    }

    @Bean
    @ConditionalOnBean(TokenStore.class)
    @ConditionalOnMissingBean
    PendingTasks tasktokenPendingTasks(TokenResponder responder, TokenStore store, TaskTokenProperties properties) {
        TaskTokenProperties.Pending pending = properties.pending();
        PendingTasks.Builder builder = PendingTasks.builder(responder, store);
        set("wait-for-token", pending.waitForToken(), builder::waitForToken);
        set("keep-decisions", pending.keepDecisions(), builder::keepDecisions);
        set("resend-after", pending.resendAfter(), builder::resendAfter);
        return builder.build();
    }

    private static <T> void set(String name, @Nullable T value, Consumer<T> setter) {
        UnusableSettingException.set("tasktoken.pending." + name, value, setter);
    }

    private static String setting(TaskTokenProperties properties) {
        return STORE + "=" + name(properties);
    }

    private static String name(TaskTokenProperties properties) {
        return String.valueOf(properties.pending().store()).toLowerCase(Locale.ROOT);
    }

    /** The store {@code memory}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnStore(TaskTokenProperties.Store.MEMORY)
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
    @ConditionalOnStore(TaskTokenProperties.Store.S3)
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
            if (s3.bucket() == null || s3.bucket().isBlank()) {
                throw new InvalidConfigurationPropertyValueException(
                        "tasktoken.pending.s3.bucket", null, STORE + "=s3 needs the name of a bucket");
            }
            S3TokenStore.Builder builder = S3TokenStore.builder(client, s3.bucket());
            set("s3.prefix", s3.prefix(), builder::prefix);
            set("s3.kms-key-id", s3.kmsKeyId(), builder::sseKms);
            return builder.build();
        }
    }

    /** The store {@code dynamodb}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({DynamoDbTokenStore.class, DynamoDbClient.class})
    @ConditionalOnStore(TaskTokenProperties.Store.DYNAMODB)
    static class DynamoDb {
        @Bean
        @ConditionalOnMissingBean
        DynamoDbClient tasktokenDynamoDbClient(ClientSettings settings) {
            return settings.apply(DynamoDbClient.builder()).build();
        }

        @Bean
        @ConditionalOnMissingBean(TokenStore.class)
        DynamoDbTokenStore tasktokenDynamoDbStore(DynamoDbClient client, TaskTokenProperties properties) {
            String table = properties.pending().dynamodb().table();
            if (table == null || table.isBlank()) {
                throw new InvalidConfigurationPropertyValueException(
                        "tasktoken.pending.dynamodb.table", null, STORE + "=dynamodb needs the name of a table");
            }
            return DynamoDbTokenStore.of(client, table);
        }
    }

    /** The store {@code jdbc}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JdbcTokenStore.class)
    @ConditionalOnStore(TaskTokenProperties.Store.JDBC)
    static class Jdbc {
        @Bean
        @ConditionalOnMissingBean(TokenStore.class)
        JdbcTokenStore tasktokenJdbcStore(ObjectProvider<DataSource> dataSource) {
            DataSource only = dataSource.getIfUnique();
            if (only == null) {
                throw new UnusableSettingException(
                        STORE + "=jdbc",
                        "needs one DataSource, or one that is primary",
                        "Add spring-boot-starter-jdbc and set spring.datasource.url, or define a bean of type TokenStore"
                                + " with the DataSource that it shall use.");
            }
            return JdbcTokenStore.of(only);
        }
    }
}

package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TaskToken;
import dev.tasktoken.dynamodb.DynamoDbTokenStore;
import dev.tasktoken.jdbc.JdbcTokenStore;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.s3.S3TokenStore;
import dev.tasktoken.testkit.TestTokens;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@code tasktoken.pending.store} with a table, and without what it needs. */
@Timeout(90)
class StoresByPropertyTest {
    static final String NO_TABLE =
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\",\"message\":\"no table\"}";

    /** All clients call this address. */
    record At(URI endpoint) implements ClientSettings {
        @Override
        public <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B apply(B builder) {
            return builder.endpointOverride(endpoint);
        }
    }

    private static ApplicationContextRunner database() {
        return Contexts.local()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class, DataSourceInitializationAutoConfiguration.class))
                .withPropertyValues("tasktoken.pending.store=jdbc", "spring.datasource.generate-unique-name=true");
    }

    private static ApplicationContextRunner dynamoDb(URI endpoint) {
        return Contexts.local()
                .withBean(ClientSettings.class, () -> new At(endpoint))
                .withPropertyValues("tasktoken.pending.store=dynamodb", "tasktoken.pending.dynamodb.table=waiting");
    }

    @Test
    void keepsTokensInTheApplicationsDatabase() {
        database()
                .withPropertyValues(
                        "spring.sql.init.schema-locations=classpath:dev/tasktoken/jdbc/h2/V1__tasktoken_records.sql")
                .run(context -> {
                    assertThat(context).hasSingleBean(JdbcTokenStore.class);
                    PendingTasks pending = context.getBean(PendingTasks.class);

                    pending.park("order-1", TaskToken.of(TestTokens.numbered(1)));

                    assertThat(pending.find("order-1")).isPresent();
                });
    }

    @Test
    void doesNotStartWithoutTheTable() {
        database()
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(UnusableSettingException.class)
                        .hasMessageContaining("tasktoken.pending.store=jdbc cannot be used: ")
                        .hasMessageContaining("tasktoken_tokens"));
    }

    @Test
    void keepsTokensInATableOfDynamoDb() throws Exception {
        try (LocalDynamoDb local = new LocalDynamoDb(200, "{}")) {
            dynamoDb(local.endpoint()).run(context -> {
                assertThat(context)
                        .hasSingleBean(DynamoDbTokenStore.class)
                        .hasSingleBean(DynamoDbClient.class)
                        .hasSingleBean(PendingTasks.class);
                assertThat(local.requests()).singleElement().asString().contains("\"TableName\":\"waiting\"");
            });
        }
    }

    @Test
    void doesNotStartWithoutTheTableOfDynamoDb() throws Exception {
        try (LocalDynamoDb local = new LocalDynamoDb(400, NO_TABLE)) {
            dynamoDb(local.endpoint())
                    .run(context -> assertThat(context)
                            .getFailure()
                            .isInstanceOf(UnusableSettingException.class)
                            .hasMessageContaining("tasktoken.pending.store=dynamodb cannot be used: ")
                            .hasMessageContaining("waiting"));
        }
    }

    @Test
    void startsWhileTheStoreIsDown() {
        dynamoDb(URI.create("http://127.0.0.1:1"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(PendingTasks.class));
    }

    @Test
    void aBlankSettingNamesNoStore() {
        Contexts.local()
                .withPropertyValues("tasktoken.pending.store=")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(TokenStore.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynamo-db", "DynamoDB", "dynamo_db"})
    void takesAnySpellingThatSpringBootBinds(String store) {
        dynamoDb(URI.create("http://127.0.0.1:1"))
                .withPropertyValues("tasktoken.pending.store=" + store)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(DynamoDbTokenStore.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "drawer", "s3'.isBlank() || !'"})
    void namesThePropertyOfAStoreThatThereIsNot(String store) {
        Contexts.local()
                .withPropertyValues("tasktoken.pending.store=" + store)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("Failed to bind properties under 'tasktoken.pending.store'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aBlankTableIsNone(String table) {
        dynamoDb(URI.create("http://127.0.0.1:1"))
                .withPropertyValues("tasktoken.pending.dynamodb.table=" + table)
                .run(context ->
                        assertThat(context).getFailure().hasStackTraceContaining("tasktoken.pending.dynamodb.table"));
    }

    @Test
    void namesTheTableThatIsNotSet() {
        Contexts.local()
                .withPropertyValues("tasktoken.pending.store=dynamodb")
                .run(context ->
                        assertThat(context).getFailure().hasStackTraceContaining("tasktoken.pending.dynamodb.table"));
    }

    @Test
    void namesTheMissingDataSource() {
        Contexts.local()
                .withPropertyValues("tasktoken.pending.store=jdbc")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("tasktoken.pending.store=jdbc needs one DataSource, or one that is primary"));
    }

    @ParameterizedTest
    @CsvSource({"s3", "dynamodb", "jdbc"})
    void namesTheMissingModule(String store) {
        withoutModules()
                .withPropertyValues("tasktoken.pending.store=" + store)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("tasktoken.pending.store=" + store + " needs the module tasktoken-" + store
                                + "-store"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "dynamodb", "jdbc"})
    void needsNoModuleWithAStoreOfTheApplication(String store) {
        withoutModules()
                .withBean(TokenStore.class, TokenStore::inMemory)
                .withPropertyValues("tasktoken.pending.store=" + store)
                .run(context -> assertThat(context).hasSingleBean(PendingTasks.class));
    }

    private static ApplicationContextRunner withoutModules() {
        return Contexts.local()
                .withClassLoader(
                        new FilteredClassLoader(S3TokenStore.class, DynamoDbTokenStore.class, JdbcTokenStore.class));
    }
}

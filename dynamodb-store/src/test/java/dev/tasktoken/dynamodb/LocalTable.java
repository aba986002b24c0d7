package dev.tasktoken.dynamodb;

import java.net.URI;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** A table of the store in a dynalite of its own. */
final class LocalTable implements AutoCloseable {
    private final Dynalite dynalite;
    private final DynamoDbClient client;
    private final String name;

    LocalTable() {
        this(Dynalite.start());
    }

    private LocalTable(Dynalite dynalite) {
        this.dynalite = dynalite;
        this.client = client(dynalite.endpoint()).build();
        this.name = another(client);
    }

    /** For a million items, which are too many for the memory of Node. */
    static LocalTable onDisk() {
        return new LocalTable(Dynalite.onDisk());
    }

    /** Creates another table. */
    String another() {
        return another(client);
    }

    private static String another(DynamoDbClient client) {
        String other = "waiting-" + UUID.randomUUID();
        client.createTable(DynamoDbTokenStore.tableDefinition(other));
        awaitTable(client, other);
        return other;
    }

    /** A table as users have them, whose key is one text. */
    static void createWithKey(DynamoDbClient client, String name, String key) {
        client.createTable(create -> create.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(KeySchemaElement.builder()
                        .attributeName(key)
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName(key)
                        .attributeType(ScalarAttributeType.S)
                        .build()));
        awaitTable(client, name);
    }

    /** The SDK's own waiter looks every 20 s. */
    static void awaitTable(DynamoDbClient client, String name) {
        while (client.describeTable(table -> table.tableName(name)).table().tableStatus() != TableStatus.ACTIVE) {
            Thread.onSpinWait();
        }
    }

    URI endpoint() {
        return dynalite.endpoint();
    }

    DynamoDbClient client() {
        return client;
    }

    String name() {
        return name;
    }

    DynamoDbTokenStore store() {
        return DynamoDbTokenStore.of(client, name);
    }

    /** A client as users build theirs, but for the address. */
    static DynamoDbClientBuilder client(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .overrideConfiguration(client -> client.addExecutionInterceptor(new ListEquality()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }

    @Override
    public void close() {
        client.close();
        dynalite.close();
    }
}

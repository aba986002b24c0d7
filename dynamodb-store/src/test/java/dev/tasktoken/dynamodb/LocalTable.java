package dev.tasktoken.dynamodb;

import java.net.URI;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** A table of the store in a dynalite of its own. */
final class LocalTable implements AutoCloseable {
    private final Dynalite dynalite = Dynalite.start();
    private final DynamoDbClient client = client(dynalite.endpoint()).build();
    private final String name = "waiting-" + UUID.randomUUID();

    LocalTable() {
        client.createTable(DynamoDbTokenStore.tableDefinition(name));
        client.waiter().waitUntilTableExists(table -> table.tableName(name));
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
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }

    @Override
    public void close() {
        client.close();
        dynalite.close();
    }
}

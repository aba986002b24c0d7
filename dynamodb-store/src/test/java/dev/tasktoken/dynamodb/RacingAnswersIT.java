package dev.tasktoken.dynamodb;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.RacingAnswersContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class RacingAnswersIT extends RacingAnswersContract {
    private final LocalTable table = new LocalTable();
    private final DynamoDbClient otherClient =
            LocalTable.client(table.endpoint()).build();

    @AfterEach
    void stop() {
        otherClient.close();
        table.close();
    }

    @Override
    protected List<TokenStore> twoStores() {
        return List.of(table.store(), DynamoDbTokenStore.of(otherClient, table.name()));
    }
}

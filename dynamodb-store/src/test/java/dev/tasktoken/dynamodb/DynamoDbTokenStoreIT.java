package dev.tasktoken.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.TokenStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract of every store. */
class DynamoDbTokenStoreIT extends TokenStoreContract {
    private static LocalTable table;

    @BeforeAll
    static void start() {
        table = new LocalTable();
    }

    @AfterAll
    static void stop() {
        if (table != null) {
            table.close();
        }
    }

    @Override
    protected TokenStore store() {
        return table.store();
    }

    @Test
    void x() {
        assertThat(table).isNotNull();
    }
}

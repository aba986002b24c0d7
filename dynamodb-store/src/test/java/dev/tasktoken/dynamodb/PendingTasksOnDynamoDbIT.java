package dev.tasktoken.dynamodb;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.PendingTasksContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Votes, signals and faults on a table. */
class PendingTasksOnDynamoDbIT extends PendingTasksContract {
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

    @Override
    protected int races() {
        return Integer.getInteger("tasktoken.races", 20);
    }

    @Override
    protected int everyNthFault() {
        return 7;
    }
}

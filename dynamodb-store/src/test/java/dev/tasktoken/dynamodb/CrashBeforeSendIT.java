package dev.tasktoken.dynamodb;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.CrashBeforeSendContract;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class CrashBeforeSendIT extends CrashBeforeSendContract {
    private final LocalTable table = new LocalTable();

    @Override
    protected TokenStore store() {
        return table.store();
    }

    @AfterEach
    void stop() {
        table.close();
    }

    @Override
    protected List<String> otherProcess() {
        return List.of(Other.class.getName(), table.endpoint().toString(), table.name());
    }

    static final class Other {
        private Other() {}

        public static void main(String[] arguments) {
            URI endpoint = URI.create(arguments[0]);
            decideAndHalt(DynamoDbTokenStore.of(LocalTable.client(endpoint).build(), arguments[1]));
        }
    }
}

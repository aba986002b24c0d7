package dev.tasktoken.jdbc;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.CrashBeforeSendContract;
import java.util.List;

class PostgresCrashBeforeSendIT extends CrashBeforeSendContract {
    private final String url;

    PostgresCrashBeforeSendIT() throws Exception {
        url = Postgres.url();
    }

    @Override
    protected TokenStore store() {
        return JdbcTokenStore.of(Postgres.pool(url));
    }

    @Override
    protected List<String> otherProcess() {
        return List.of(Other.class.getName(), url);
    }

    static final class Other {
        private Other() {}

        public static void main(String[] arguments) {
            decideAndHalt(JdbcTokenStore.of(Postgres.pool(arguments[0])));
        }
    }
}

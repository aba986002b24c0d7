package dev.tasktoken.jdbc;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.CrashBeforeSendContract;
import java.sql.SQLException;
import java.util.List;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class H2CrashBeforeSendIT extends CrashBeforeSendContract {
    private static Server server;
    private final String url;

    H2CrashBeforeSendIT() throws Exception {
        url = H2.url(server);
    }

    @BeforeAll
    static void startServer() throws SQLException {
        server = H2.server();
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    @Override
    protected TokenStore store() {
        return JdbcTokenStore.of(H2.pool(url));
    }

    @Override
    protected List<String> otherProcess() {
        return List.of(Other.class.getName(), url);
    }

    static final class Other {
        private Other() {}

        public static void main(String[] arguments) {
            decideAndHalt(JdbcTokenStore.of(H2.pool(arguments[0])));
        }
    }
}

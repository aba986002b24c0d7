package dev.tasktoken.jdbc;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class H2CrashBeforeSendIT extends CrashBeforeSend {
    private static Server server;

    @BeforeAll
    static void startServer() throws SQLException {
        server = H2.server();
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    @Override
    String url() throws Exception {
        return H2.url(server);
    }

    @Override
    DataSource pool(String url) {
        return H2.pool(url);
    }
}

package dev.tasktoken.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.tools.Server;

/** Databases in this JVM's memory, with the tables of the migration. */
final class H2 {
    private static final String MIGRATION = "/dev/tasktoken/jdbc/h2/V1__tasktoken_records.sql";

    private H2() {}

    /** A new database. */
    static DataSource start() throws Exception {
        return migrated(database());
    }

    /** A new database without tables. */
    static DataSource empty() {
        return pool(database());
    }

    /** The address of a new database that other processes can connect to, as long as the server runs. */
    static String url(Server server) throws Exception {
        String database = database();
        migrated(database);
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort()
                + database.substring("jdbc:h2".length()).replaceFirst(":", "/");
    }

    static Server server() throws SQLException {
        return Server.createTcpServer("-tcpPort", "0").start();
    }

    static DataSource pool(String url) {
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
        pool.setMaxConnections(20);
        return pool;
    }

    private static String database() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    static String migration() throws IOException {
        return Postgres.text(MIGRATION);
    }

    private static DataSource migrated(String url) throws Exception {
        DataSource pool = pool(url);
        Postgres.execute(pool, migration());
        return pool;
    }
}

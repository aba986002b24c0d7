package dev.tasktoken.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * A real PostgreSQL, started once for all tests of the JVM; each has a schema of its own with the migration's tables.
 */
final class Postgres {
    private static final String MIGRATION = "/dev/tasktoken/jdbc/postgresql/V1__tasktoken_records.sql";

    private Postgres() {}

    /** The address of a new schema with the tables; other processes can connect to it. */
    static String url() throws Exception {
        String url = emptyUrl();
        execute(pool(url), migration());
        return url;
    }

    /** The address of a new schema without tables. */
    static String emptyUrl() throws Exception {
        String schema = "s" + UUID.randomUUID().toString().replace("-", "");
        execute(Running.SERVER.getPostgresDatabase(), "create schema " + schema);
        return Running.SERVER.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
    }

    /** H2's pool serves any driver. */
    static DataSource pool(String url) {
        PGConnectionPoolDataSource connections = new PGConnectionPoolDataSource();
        connections.setUrl(url);
        JdbcConnectionPool pool = JdbcConnectionPool.create(connections);
        pool.setMaxConnections(20);
        return pool;
    }

    static void execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String migration() throws IOException {
        return text(MIGRATION);
    }

    static String text(String resource) throws IOException {
        try (InputStream file = Postgres.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Started by the first who needs it: another process only connects. */
    private static final class Running {
        private static final EmbeddedPostgres SERVER = start();
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}

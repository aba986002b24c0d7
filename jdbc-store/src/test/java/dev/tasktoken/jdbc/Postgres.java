package dev.tasktoken.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * A real PostgreSQL, started once for all tests of the JVM; each has a schema of its own with the migration's tables.
 */
final class Postgres {
    static final String MIGRATION = "/dev/tasktoken/jdbc/postgresql/V1__tasktoken_records.sql";

    private static final EmbeddedPostgres SERVER = start();

    private Postgres() {}

    /** A new schema with the tables. */
    static String schema() throws Exception {
        String schema = "s" + UUID.randomUUID().toString().replace("-", "");
        execute(SERVER.getPostgresDatabase(), "create schema " + schema);
        execute(in(schema), migration());
        return schema;
    }

    /** Connections that find the schema's tables. */
    static DataSource in(String schema) {
        return SERVER.getDatabase("postgres", "postgres", java.util.Map.of("currentSchema", schema));
    }

    static String url(String schema) {
        return SERVER.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
    }

    static String migration() throws IOException {
        try (var file = Postgres.class.getResourceAsStream(MIGRATION)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static void execute(DataSource dataSource, String sql) throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}

package dev.tasktoken.jdbc;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.EarlierRecordsContract;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The tables of version 0.1 with their rows, as a script in the database's own SQL. */
abstract class EarlierTables extends EarlierRecordsContract {
    abstract DataSource withoutTables() throws Exception;

    abstract String migration() throws Exception;

    /** SQL that makes UTF-8 of a literal. */
    abstract String utf8(String literal);

    private final class Tables implements Storage {
        private final DataSource database;

        private Tables(DataSource database) {
            this.database = database;
        }

        @Override
        public TokenStore store() {
            return JdbcTokenStore.builder(database).clock(() -> NOW).build();
        }

        @Override
        public String save() throws Exception {
            StringBuilder script = new StringBuilder(migration()).append('\n');
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                for (String table : new String[] {"tasktoken_tokens", "tasktoken_decisions"}) {
                    ResultSet rows = statement.executeQuery("select * from " + table + " order by id, name");
                    while (rows.next()) {
                        script.append("insert into ").append(table).append(" values (");
                        script.append(row(rows)).append(");\n");
                    }
                }
            }
            return script.toString();
        }

        private String row(ResultSet row) throws SQLException {
            return String.join(
                    ", ",
                    bytes(row, "id"),
                    literal(row.getString("name")),
                    bytes(row, "content"),
                    row.getString("expires_at"),
                    row.getString("listed_at"),
                    row.getString("listed_until"));
        }

        private String bytes(ResultSet row, String column) throws SQLException {
            return utf8(literal(new String(row.getBytes(column), StandardCharsets.UTF_8)));
        }

        private static String literal(String text) {
            return "'" + text.replace("'", "''") + "'";
        }

        @Override
        public void close() {}
    }

    @Override
    protected Storage empty() throws Exception {
        return restored(migration());
    }

    @Override
    protected Storage restored(String saved) throws Exception {
        DataSource database = withoutTables();
        Postgres.execute(database, saved);
        return new Tables(database);
    }
}

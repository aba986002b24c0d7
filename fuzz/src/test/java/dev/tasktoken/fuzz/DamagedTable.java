package dev.tasktoken.fuzz;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The tables in a database in memory, which is emptied for each input, and a row that somebody changed. */
final class DamagedTable {
    private static final DataSource DATABASE = database();
    private static final List<String> TABLES = List.of("tasktoken_tokens", "tasktoken_decisions");

    private DamagedTable() {}

    static DataSource emptied() {
        TABLES.forEach(table -> execute("delete from " + table));
        return DATABASE;
    }

    /**
     * Changes a column of the first row.
     *
     * @param column its name
     * @param text what a column of texts gets; a column of numbers gets it as a number, or none
     */
    static void damage(String table, String column, String text) {
        String sql =
                "update " + table + " set " + column + " = ? where _rowid_ = (select min(_rowid_) from " + table + ")";
        try (Connection connection = DATABASE.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, value(column, text));
            update.executeUpdate();
        } catch (SQLException e) {
            return; // the database does not take it
        }
    }

    private static Object value(String column, String text) {
        return switch (column) {
            case "name" -> text;
            case "id" -> text.getBytes(StandardCharsets.UTF_8);
            default -> number(text);
        };
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return text.hashCode();
        }
    }

    private static DataSource database() {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:rows;DB_CLOSE_DELAY=-1", "sa", "");
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("runscript from 'classpath:dev/tasktoken/jdbc/h2/V1__tasktoken_records.sql'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return pool;
    }

    private static void execute(String sql) {
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

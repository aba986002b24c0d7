package dev.tasktoken.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement and its values, which are bound and never part of its text. Not thread-safe. */
final class Sql {
    private final StringBuilder text = new StringBuilder();
    private final List<@Nullable Object> values = new ArrayList<>();

    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Starts a statement.
     *
     * @param text constant text and names of tables; question marks for the values
     */
    static Sql of(String text, @Nullable Object... values) {
        return new Sql().and(text, values);
    }

    Sql and(String more, @Nullable Object... moreValues) {
        text.append(more);
        for (Object value : moreValues) {
            values.add(value);
        }
        return this;
    }

    Sql and(Sql more) {
        text.append(more.text);
        values.addAll(more.values);
        return this;
    }

    /** Returns how many rows it changed. */
    int update(Connection connection, int timeoutSeconds) throws SQLException {
        try (PreparedStatement statement = prepare(connection, timeoutSeconds)) {
            return statement.executeUpdate();
        }
    }

    <T> List<T> query(Connection connection, int timeoutSeconds, Row<T> row) throws SQLException {
        try (PreparedStatement statement = prepare(connection, timeoutSeconds);
                ResultSet rows = statement.executeQuery()) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
                read.add(row.read(rows));
            }
            return read;
        }
    }

    private PreparedStatement prepare(Connection connection, int timeoutSeconds) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString());
        try {
            statement.setQueryTimeout(timeoutSeconds);
            bind(statement);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value == null) {
                statement.setNull(i + 1, Types.BIGINT);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    /** Only times may be null. */
    static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}

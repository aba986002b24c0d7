package dev.tasktoken.jdbc;

import dev.tasktoken.pending.StoreNotPermittedException;
import java.sql.Connection;
import java.sql.SQLException;

/** How a database creates a record once. */
enum Dialect {
    /** One statement. A violation would abort the surrounding transaction, and the server would log it with the id. */
    POSTGRESQL {
        @Override
        boolean create(NewRecord created, Connection connection, int timeoutSeconds) throws SQLException {
            return created.insertOrReplaceExpired().update(connection, timeoutSeconds) == 1;
        }
    },

    /** Two statements, the second only if there is a record. A violation leaves the surrounding transaction alone. */
    H2 {
        @Override
        boolean create(NewRecord created, Connection connection, int timeoutSeconds) throws SQLException {
            try {
                return created.insert().update(connection, timeoutSeconds) == 1;
            } catch (SQLException e) {
                if (!JdbcErrors.isUniqueViolation(e)) {
                    throw e;
                }
                return created.replaceExpired().update(connection, timeoutSeconds) == 1;
            }
        }
    };

    /** Writes the record unless there is one that has not expired. */
    abstract boolean create(NewRecord created, Connection connection, int timeoutSeconds) throws SQLException;

    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> POSTGRESQL;
            case "H2" -> H2;
            default -> throw new StoreNotPermittedException("JdbcTokenStore writes to PostgreSQL and H2 only", null);
        };
    }
}

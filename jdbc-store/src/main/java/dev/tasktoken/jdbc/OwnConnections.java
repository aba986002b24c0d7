package dev.tasktoken.jdbc;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.pending.TokenStore;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A connection of its own for each call, on which each statement commits alone. */
final class OwnConnections implements Connections {
    private static final int MAX_TRIES = 5;

    private final DataSource dataSource;

    OwnConnections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void checkMayCreate(TokenStore.Key key) {}

    /** Repeats what the database rolled back for the sake of another transaction: nothing of it took effect. */
    @Override
    public <T> T run(Operation operation, String table, Work<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return runOnce(operation, table, work);
            } catch (SQLException e) {
                if (!JdbcErrors.isRolledBack(e) || tries == MAX_TRIES) {
                    throw JdbcErrors.ofStatement(e, operation, table);
                }
            }
        }
    }

    private <T> T runOnce(Operation operation, String table, Work<T> work) throws SQLException {
        Connection connection = open(operation, table);
        try {
            boolean autoCommit = connection.getAutoCommit();
            if (autoCommit) {
                return work.on(connection);
            }
            connection.setAutoCommit(true);
            try {
                return work.on(connection);
            } finally {
                quietly(() -> connection.setAutoCommit(false));
            }
        } finally {
            quietly(connection::close);
        }
    }

    @Override
    public void transact(Statements statements) {
        Connection connection = open(Operation.CREATE, Tables.ALL);
        try {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                statements.on(connection);
                connection.commit();
            } catch (Throwable t) {
                quietly(() -> rollBack(connection, autoCommit));
                throw t;
            }
            quietly(() -> connection.setAutoCommit(autoCommit));
        } catch (SQLException e) {
            throw new StoreUnavailableException(
                    "The transaction was rolled back, or its commit was not answered (" + JdbcErrors.describe(e) + ")",
                    null);
        } finally {
            quietly(connection::close);
        }
    }

    /** To set the autocommit would commit what could not be rolled back. */
    private static void rollBack(Connection connection, boolean autoCommit) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(autoCommit);
    }

    private Connection open(Operation operation, String table) {
        try {
            return dataSource.getConnection();
        } catch (SQLException | RuntimeException e) { // a closed pool may throw IllegalStateException
            throw JdbcErrors.ofConnecting(e, operation, table);
        }
    }

    /** The statement's result is known, and what fails here must not hide it. */
    private static void quietly(Release release) {
        try {
            release.run();
        } catch (SQLException | RuntimeException e) {
            // the pool's concern: it validates what it hands out
        }
    }

    private interface Release {
        void run() throws SQLException;
    }
}

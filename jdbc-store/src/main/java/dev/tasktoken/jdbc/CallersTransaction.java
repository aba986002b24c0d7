package dev.tasktoken.jdbc;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.internal.RecordKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;

/** The caller's connection, whose transaction the caller ends. */
final class CallersTransaction implements Connections {
    /** What parking writes beside the token, about the task whose place it takes. */
    private static final Set<RecordKey.Kind> OF_PARKING =
            EnumSet.of(RecordKey.Kind.CLOSED, RecordKey.Kind.UNSURE, RecordKey.Kind.FORGOTTEN);

    private final Connection connection;

    private CallersTransaction(Connection connection) {
        this.connection = connection;
    }

    static CallersTransaction of(Connection connection) {
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalArgumentException(
                        "The connection is in no transaction: call setAutoCommit(false) first");
            }
            if (connection.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED) {
                throw new IllegalArgumentException("The transaction reads a snapshot, in which a decision that was"
                        + " made meanwhile is missing: set its isolation to READ COMMITTED");
            }
        } catch (SQLException e) {
            throw JdbcErrors.ofConnecting(e, Operation.CREATE, Tables.ALL);
        }
        return new CallersTransaction(connection);
    }

    /**
     * Lets parking write, and no other. A decision is sent before this transaction commits, if it ever does. A task
     * that waits for an event looks for its signal, and whoever signals looks for the task: neither would see the
     * other.
     */
    @Override
    public void checkMayCreate(TokenStore.Key key) {
        boolean isOfParking = key.area() == TokenStore.Area.TOKENS
                || RecordKey.parse(key.name())
                        .filter(name -> OF_PARKING.contains(name.kind()))
                        .isPresent();
        if (!isOfParking) {
            throw new IllegalStateException("Only parking joins a transaction, and only of a task that waits for no"
                    + " event: use the store itself, not in(connection), so that the record is committed at once");
        }
    }

    @Override
    public <T> T run(Operation operation, String table, Work<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw JdbcErrors.ofStatement(e, operation, table);
        }
    }

    @Override
    public void transact(Statements statements) {
        throw new IllegalStateException("This store is in a transaction already: park in it");
    }
}

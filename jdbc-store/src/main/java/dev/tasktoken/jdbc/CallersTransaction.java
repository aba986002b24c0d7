package dev.tasktoken.jdbc;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.internal.RecordKey;
import java.sql.Connection;
import java.sql.SQLException;

/** The caller's connection, whose transaction the caller ends. */
final class CallersTransaction implements Connections {
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
        } catch (SQLException e) {
            throw JdbcErrors.ofConnecting(e, Operation.CREATE, Tables.ALL);
        }
        return new CallersTransaction(connection);
    }

    @Override
    public void checkMayCreate(TokenStore.Key key) {
        boolean isDecision = RecordKey.parse(key.name())
                .filter(name -> name.kind() == RecordKey.Kind.DECIDED)
                .isPresent();
        if (isDecision) {
            throw new IllegalStateException("A decision must be committed before it is sent, and this transaction may"
                    + " still be rolled back: decide through the store itself, not through in(connection)");
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
}

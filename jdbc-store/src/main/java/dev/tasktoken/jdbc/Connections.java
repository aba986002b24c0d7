package dev.tasktoken.jdbc;

import dev.tasktoken.pending.TokenStore;
import java.sql.Connection;
import java.sql.SQLException;

/** Where the store's statements run. */
interface Connections {
    /** One statement, or several that need no transaction around them. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Runs the work.
     *
     * @param operation what it is, for messages
     * @param table the table, for messages
     * @throws dev.tasktoken.StoreUnavailableException if the database did not answer
     * @throws dev.tasktoken.pending.StoreNotPermittedException if a person must change something first
     */
    <T> T run(Operation operation, String table, Work<T> work);

    /** Statements of the caller's. */
    interface Statements {
        void on(Connection connection) throws SQLException;
    }

    /** Runs statements in one transaction and commits it. */
    void transact(Statements statements);

    /** Refuses a record that must not be created here. */
    void checkMayCreate(TokenStore.Key key);
}

package dev.tasktoken.jdbc;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.pending.StoreNotPermittedException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts failures of the driver to the store's exceptions, by their SQLState. Drivers quote a statement's values in
 * their messages, PostgreSQL's as hexadecimal digits, and one of the values is a token. So a statement's failure is
 * described by its SQLState, and never is the cause of an exception.
 */
final class JdbcErrors {
    static final String UNIQUE_VIOLATION = "23505";

    /** Classes of SQLState: what a retry cannot help. */
    private static final Set<String> PERMANENT_CLASSES = Set.of(
            "0A", // feature not supported
            "22", // data exception: a column is too narrow
            "23", // a constraint that is not ours
            "28", // login refused
            "3D", // no such database
            "3F", // no such schema
            "42"); // no such table or column, or no privilege

    /** H2's own: no such schema, no database, no privilege. */
    private static final Set<String> PERMANENT_STATES = Set.of("90079", "90013", "90146", "90149", "90096");

    private JdbcErrors() {}

    /** Returns whether a serialization failure or a deadlock undid the statement; it may be repeated. */
    static boolean isRolledBack(SQLException e) {
        String state = e.getSQLState();
        return "40001".equals(state) || "40P01".equals(state);
    }

    static boolean isUniqueViolation(SQLException e) {
        return UNIQUE_VIOLATION.equals(e.getSQLState());
    }

    /** No value was bound, so the cause is shown. */
    static TaskTokenException ofConnecting(Exception e, Operation operation, String table) {
        return exception(e, operation + " " + table + ": no connection", operation, table, e);
    }

    static TaskTokenException ofStatement(SQLException e, Operation operation, String table) {
        return exception(e, operation + " " + table + ": failed", operation, table, null);
    }

    private static TaskTokenException exception(
            Exception e, String failed, Operation operation, String table, @Nullable Throwable cause) {
        String message = failed + " (" + describe(e) + ")";
        return isPermanent(state(e))
                ? new StoreNotPermittedException(
                        message + ". The call needs the connection's database and schema to have the table " + table
                                + " as its migration file creates it, and the user to have " + operation.privileges()
                                + " on it",
                        cause)
                : new StoreUnavailableException(message, cause);
    }

    private static boolean isPermanent(String state) {
        return state.length() == 5
                && (PERMANENT_CLASSES.contains(state.substring(0, 2)) || PERMANENT_STATES.contains(state));
    }

    /** The exception's type and SQLState, never its message. */
    static String describe(Exception e) {
        String type = e.getClass().getSimpleName();
        String state = state(e);
        return state.isEmpty() ? type : type + ", SQLState " + state;
    }

    /** Empty if there is none. */
    private static String state(Exception e) {
        String state = e instanceof SQLException sql ? sql.getSQLState() : null;
        return state != null && state.matches("[0-9A-Z]{5}") ? state : "";
    }
}

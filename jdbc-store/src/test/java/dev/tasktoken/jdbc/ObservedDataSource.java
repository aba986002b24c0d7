package dev.tasktoken.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that notes the statements that are executed, and fails the next ones as the test says. */
final class ObservedDataSource {
    private final DataSource behind;
    private final Deque<Fault> faults = new ArrayDeque<>();

    /** What was executed, in order. */
    final List<String> statements = new ArrayList<>();

    /** The autocommit that connections have when they are handed out, and had when they were closed. */
    boolean autoCommit = true;

    final List<Boolean> autoCommitWhenClosed = new ArrayList<>();

    /** What the database says it is, if not itself. */
    @Nullable String product;

    /** Whether connections fail to be closed, although they are. */
    boolean failOnRelease;

    private @Nullable Exception refusal;

    /** The failure of a statement: before its effect, or after it; none if nothing is thrown. */
    private record Fault(@Nullable SQLException thrown, boolean afterEffect) {}

    ObservedDataSource(DataSource behind) {
        this.behind = behind;
    }

    ObservedDataSource fail(SQLException thrown, boolean afterEffect) {
        faults.add(new Fault(thrown, afterEffect));
        return this;
    }

    /** Lets the next statement pass. */
    ObservedDataSource pass() {
        faults.add(new Fault(null, true));
        return this;
    }

    /** Forgets the faults that no statement has met. */
    void clear() {
        faults.clear();
    }

    ObservedDataSource refuseConnections(@Nullable Exception thrown) {
        refusal = thrown;
        return this;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (self, method, arguments) -> {
            if (refusal != null) {
                throw refusal;
            }
            Object made = invoke(behind, method, arguments);
            return made instanceof Connection connection ? observed(connection) : made;
        });
    }

    private Connection observed(Connection connection) throws SQLException {
        connection.setAutoCommit(autoCommit);
        return proxy(Connection.class, (self, method, arguments) -> {
            boolean closes = method.getName().equals("close");
            if (closes) {
                autoCommitWhenClosed.add(connection.getAutoCommit());
                connection.setAutoCommit(true);
            }
            Object made = invoke(connection, method, arguments);
            if (closes && failOnRelease) {
                throw new SQLException("broken");
            }
            return observed(made, arguments);
        });
    }

    private @Nullable Object observed(@Nullable Object made, Object[] arguments) {
        if (made instanceof PreparedStatement statement) {
            return observed(statement, String.valueOf(arguments[0]));
        }
        return made instanceof DatabaseMetaData && product != null
                ? proxy(DatabaseMetaData.class, (self, method, none) -> product)
                : made;
    }

    private PreparedStatement observed(PreparedStatement statement, String sql) {
        return proxy(PreparedStatement.class, (self, method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return invoke(statement, method, arguments);
            }
            statements.add(sql);
            Fault fault = faults.poll();
            if (fault != null && !fault.afterEffect()) {
                throw Objects.requireNonNull(fault.thrown());
            }
            Object result = invoke(statement, method, arguments);
            if (fault != null && fault.thrown() != null) {
                throw fault.thrown();
            }
            return result;
        });
    }

    private static Object invoke(Object on, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}

package dev.tasktoken.jdbc;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.StoreNotPermittedException;
import dev.tasktoken.pending.TokenStore;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Keeps pending tasks in PostgreSQL, or in H2. It is tested on PostgreSQL 14 and H2 2.5.
 *
 * <p><b>Tables.</b> {@code tasktoken_tokens} and {@code tasktoken_decisions}, in the schema that the connection's
 * unqualified names mean. They are created by {@code V1__tasktoken_records.sql}, which is in this module's jar below
 * {@code dev/tasktoken/jdbc/postgresql} and {@code dev/tasktoken/jdbc/h2}. Copy it among your migrations under a number
 * of yours, or configure a Flyway of its own with this location and its own history table. The store's user needs
 * SELECT, INSERT, UPDATE and DELETE on both tables. {@code tasktoken_tokens} holds secrets: nobody else needs to read
 * it, and its disk and backups are to be encrypted.
 *
 * <p><b>Transactions.</b> Each call takes a connection of its own, in which each statement commits alone, and restores
 * its autocommit before closing it. So a decision is committed before it is sent. The data source must not return the
 * connection of a surrounding transaction, as Spring's {@code TransactionAwareDataSourceProxy} does: the store would
 * commit that transaction. Only parking can join a transaction of yours, by {@link #inTransaction} or {@link #in}.
 *
 * <p><b>Expiry.</b> A record that has expired is not returned, and its key is free. Call {@link #purge} from a
 * scheduled job, once a day or more often, to delete what has expired and to keep lists short.
 *
 * <p><b>Logs.</b> Tokens are bound values. PostgreSQL logs bound values in full if {@code log_statement},
 * {@code log_min_duration_statement} or {@code auto_explain} logs the statement. Turn that off for the store's user:
 * {@code ALTER ROLE tasktoken SET log_parameter_max_length = 0}, which a superuser does; for {@code auto_explain} also
 * {@code auto_explain.log_parameter_max_length = 0} (PostgreSQL 16 and later).
 * {@code log_parameter_max_length_on_error} is 0 by default and has to stay so. Do not set the driver's logger
 * {@code org.postgresql} to TRACE.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>a statement may take 10 s, {@link Builder#statementTimeout}
 *   <li>expiry is judged by this process's clock, {@link Builder#clock}
 * </ul>
 *
 * <p>A connection that hangs is up to the driver: give PostgreSQL's a {@code socketTimeout}. A statement that a
 * deadlock or a serialization failure undid is repeated up to four times.
 *
 * <p>Every method throws {@link StoreUnavailableException} if there is no connection, or a statement fails or times
 * out. Every method throws {@link StoreNotPermittedException} if a login, table, column or privilege is missing, and if
 * the database is neither of the two. The exceptions name the SQLState; they do not have the driver's exception as
 * their cause if it may quote a value. Immutable and thread-safe; the caller closes the data source.
 *
 * <pre>{@code
 * TokenStore store = JdbcTokenStore.of(dataSource);
 * PendingTasks pending = PendingTasks.of(TokenResponder.create(), store);
 * }</pre>
 */
public final class JdbcTokenStore implements TokenStore {
    private static final int IDS_IN_A_PAGE = 500;

    private final Connections connections;
    private final InstantSource clock;
    private final int timeoutSeconds;

    private JdbcTokenStore(Connections connections, InstantSource clock, int timeoutSeconds) {
        this.connections = connections;
        this.clock = clock;
        this.timeoutSeconds = timeoutSeconds;
    }

    /**
     * Returns a store with the defaults listed above. Does not connect.
     *
     * @param dataSource of PostgreSQL or H2, usually a pool; the caller closes it
     * @return the store
     */
    public static JdbcTokenStore of(DataSource dataSource) {
        return builder(dataSource).build();
    }

    /**
     * Returns a builder with the defaults listed above.
     *
     * @param dataSource of PostgreSQL or H2, usually a pool; the caller closes it
     * @return the builder
     */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    /**
     * Returns this store within a transaction of the caller's, so that a task is parked together with what else the
     * transaction writes, or not at all. Only {@code PendingTasks.park} belongs there:
     *
     * <pre>{@code
     * PendingTasks.of(responder, store.in(connection)).park(id, task);
     * connection.commit();
     * }</pre>
     *
     * <p><b>Commit before the handler returns.</b> Parking defers the task at once, and a rollback does not undo that.
     * If the transaction is rolled back or its commit fails, the handler must throw: {@link StoreUnavailableException}
     * or {@code RedeliveryRequestedException} has the message redelivered, and any other exception fails the task. A
     * handler that returns after a rollback leaves a task that nobody can answer until its timeout. A commit whose
     * answer was lost may have taken effect; the redelivered message is then found parked.
     *
     * <p>Until the commit, nobody else sees the task, and an answer to it is {@code NotParked}: send links after the
     * commit. Another transaction that parks under the same id waits for the end of this one, up to its statement
     * timeout.
     *
     * <p>After an exception of the store, PostgreSQL takes no further statement in the transaction: roll it back. If
     * another task waits under the id, parking sends a heartbeat, during which the transaction stays open.
     *
     * @param connection in a transaction at READ COMMITTED, the default, autocommit off; neither committed, rolled back
     *     nor closed here. The returned store is as thread-safe as the connection, and ends with its transaction
     * @return the store. Its {@code create} throws {@link IllegalStateException} for what must be committed at once: a
     *     decision, a vote, and the parking of a task that waits for an event
     * @throws IllegalArgumentException if the connection's autocommit is on, or its isolation is REPEATABLE READ or
     *     above. Such a transaction reads a snapshot, in which a decision that was made meanwhile is missing
     * @throws StoreUnavailableException if the connection is closed
     */
    public TokenStore in(Connection connection) {
        return new JdbcTokenStore(CallersTransaction.of(connection), clock, timeoutSeconds);
    }

    /** Statements of the caller's, and the parking of the task that belongs to them. */
    @FunctionalInterface
    public interface TransactionWork {
        /**
         * Executes the statements and parks. Neither commits nor closes.
         *
         * @param connection in the transaction
         * @param store this store within it, as {@link #in} returns it
         * @throws SQLException if a statement fails; the transaction is then rolled back
         */
        void run(Connection connection, TokenStore store) throws SQLException;
    }

    /**
     * Runs work in a transaction on a connection of the data source and commits it, or rolls it back if the work
     * throws. A handler that lets the exceptions pass has its message redelivered.
     *
     * <pre>{@code
     * store.inTransaction((connection, joined) -> {
     *     insert(order, connection);
     *     PendingTasks.of(responder, joined).park(order.id(), task);
     * });
     * }</pre>
     *
     * <p>What holds for {@link #in} holds here, but for the commit. A commit whose answer was lost may have taken
     * effect; the redelivered message is then found parked, so the work must bear being repeated.
     *
     * @param work executes statements and parks
     * @throws StoreUnavailableException if there is no connection, a statement of the work fails, or the commit does;
     *     it names the SQLState
     * @throws IllegalArgumentException if the data source's isolation is REPEATABLE READ or above
     * @throws IllegalStateException if this store is in a transaction already
     */
    public void inTransaction(TransactionWork work) {
        connections.transact(connection -> work.run(connection, in(connection)));
    }

    @Override
    public boolean create(Key key, String text, Duration keep, Optional<ListPlace> place) {
        connections.checkMayCreate(key);
        Instant now = clock.instant();
        NewRecord.Keeping keeping = new NewRecord.Keeping(Millis.floor(now), Millis.floor(now.plus(keep)));
        NewRecord created = new NewRecord(key, text, keeping, place);
        return connections.run(
                Operation.CREATE,
                Tables.of(key.area()),
                connection -> Dialect.of(connection).create(created, connection, timeoutSeconds));
    }

    @Override
    public Optional<String> read(Key key) {
        Sql select = Sql.of(
                "select content from " + Tables.of(key.area()) + " where id = ? and name = ? and expires_at > ?",
                utf8(key.id()),
                key.name(),
                now());
        return query(Tables.of(key.area()), select, row -> text(row, "content")).stream()
                .findFirst();
    }

    @Override
    public Map<Key, String> readAll(Set<Key> keys) {
        return keys.isEmpty()
                ? Map.of()
                : query(Tables.ALL, ManyRecords.select(keys, now()), ManyRecords::read).stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public ListPage list(ListQuery query) {
        PageSql page = new PageSql(query);
        return page.page(query(Tables.of(query.listing().area()), page.select(now()), page::read));
    }

    @Override
    public void delete(Key key) {
        String table = Tables.of(key.area());
        Sql delete = Sql.of("delete from " + table + " where id = ? and name = ?", utf8(key.id()), key.name());
        connections.run(Operation.DELETE, table, connection -> delete.update(connection, timeoutSeconds));
    }

    @Override
    public Set<String> names(Area area, String id) {
        Sql select =
                Sql.of("select name from " + Tables.of(area) + " where id = ? and expires_at > ?", utf8(id), now());
        return Set.copyOf(query(Tables.of(area), select, row -> row.getString("name")));
    }

    @Override
    public Stream<String> ids(Area area) {
        return Stream.iterate(
                        idsAfter(area, ""),
                        page -> !page.isEmpty(),
                        page -> page.size() < IDS_IN_A_PAGE ? List.of() : idsAfter(area, page.get(page.size() - 1)))
                .flatMap(List::stream);
    }

    private List<String> idsAfter(Area area, String id) {
        Sql select = Sql.of(
                "select distinct id from " + Tables.of(area) + " where id > ? and expires_at > ? order by id limit "
                        + IDS_IN_A_PAGE,
                utf8(id),
                now());
        return query(Tables.of(area), select, row -> text(row, "id"));
    }

    /**
     * Deletes the records that have expired, and takes those of tasks that closed by themselves
     * ({@link ListPlace#until()}) out of the lists, which would otherwise be read past them. It works in steps of about
     * 1,000 records that commit alone, so it may be called at any time, by several processes, and be interrupted.
     *
     * @return how many records were deleted
     * @throws StoreUnavailableException if the database did not answer; what was purged before stays purged
     * @throws StoreNotPermittedException if a person must change something first
     */
    public long purge() {
        return new Purge(connections, timeoutSeconds).run(now());
    }

    private <T> List<T> query(String table, Sql select, Sql.Row<T> row) {
        return connections.run(Operation.READ, table, connection -> select.query(connection, timeoutSeconds, row));
    }

    private long now() {
        return Millis.floor(clock.instant());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return new String(row.getBytes(column), StandardCharsets.UTF_8);
    }

    /** Builds a {@link JdbcTokenStore}. Not thread-safe. */
    public static final class Builder {
        private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(15);

        private final DataSource dataSource;
        private InstantSource clock = InstantSource.system();
        private Duration statementTimeout = Duration.ofSeconds(10);

        private Builder(DataSource dataSource) {
            this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        }

        /**
         * Sets how long a statement may take, its waiting for another transaction included. Then the driver cancels it,
         * and the call throws {@link StoreUnavailableException}.
         *
         * @param statementTimeout between a second and 15 minutes; a fraction of a second is cut off
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder statementTimeout(Duration statementTimeout) {
            if (statementTimeout.toSeconds() < 1 || statementTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
                throw new IllegalArgumentException(
                        "statementTimeout must be between 1 and 900 seconds: " + statementTimeout);
            }
            this.statementTimeout = statementTimeout;
            return this;
        }

        /**
         * Sets the clock by which records expire.
         *
         * @param clock the clock
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Builds the store. Does not connect.
         *
         * @return the store
         */
        public JdbcTokenStore build() {
            return new JdbcTokenStore(new OwnConnections(dataSource), clock, (int) statementTimeout.toSeconds());
        }
    }
}

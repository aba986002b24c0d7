package dev.tasktoken.examples.jdbc;

import dev.tasktoken.PausedTask;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.jdbc.JdbcTokenStore;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.PageRequest;
import dev.tasktoken.pending.PendingPage;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Orders that a person approves. An order and the task that waits for its approval are stored in one transaction. */
public final class OrderApprovals {
    private final DataSource database;
    private final TokenResponder responder;
    private final JdbcTokenStore store;

    public OrderApprovals(DataSource database, TokenResponder responder) {
        this.database = database;
        this.responder = responder;
        this.store = JdbcTokenStore.of(database);
    }

    /** The action of the function that receives the token. If it throws, the message is redelivered. */
    public void park(Order order, PausedTask task) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            insert(order, connection);
            pending(store.in(connection)).park(order.id(), task, info(order));
            connection.commit(); // before the handler returns; closing the connection rolls back what was not committed
        } catch (SQLException e) {
            throw new StoreUnavailableException("The order " + order.id() + " was not stored", e);
        }
    }

    public PendingPage waiting(PageRequest page) {
        return pending(store).page(Listing.WAITING_BY_AGE, page);
    }

    public DecisionOutcome decide(String id, String attempt, Decision decision, DecidedBy by) {
        return pending(store).decide(id, attempt, decision, by);
    }

    public PendingPage audit(PageRequest page) {
        return pending(store).page(Listing.DECIDED_NEWEST_FIRST, page);
    }

    private PendingTasks pending(TokenStore in) {
        return PendingTasks.builder(responder, in)
                .taskTimeout(Duration.ofDays(7)) // the state's TimeoutSeconds
                .build();
    }

    private static PendingTaskInfo info(Order order) {
        return PendingTaskInfo.builder()
                .requester(order.requester())
                .label("amount", order.amount().toPlainString())
                .build();
    }

    private static void insert(Order order, Connection connection) throws SQLException {
        String sql = "insert into orders (id, amount) values (?, ?) on conflict do nothing"; // a redelivered message
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, order.id());
            insert.setBigDecimal(2, order.amount());
            insert.executeUpdate();
        }
    }
}

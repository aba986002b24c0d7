package dev.tasktoken.examples.jdbc;

import dev.tasktoken.PausedTask;
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
import java.sql.PreparedStatement;
import java.time.Duration;
import javax.sql.DataSource;

/** Orders that a person approves. An order and the task that waits for its approval are stored in one transaction. */
public final class OrderApprovals {
    private static final String INSERT = "insert into orders (id, amount) values (?, ?) on conflict do nothing";

    private final TokenResponder responder;
    private final JdbcTokenStore store;

    public OrderApprovals(DataSource database, TokenResponder responder) {
        this.responder = responder;
        this.store = JdbcTokenStore.of(database);
    }

    /** The action of the function that receives the token. If it throws, the message is redelivered. */
    public void park(Order order, PausedTask task) {
        store.inTransaction((connection, joined) -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                insert.setString(1, order.id());
                insert.setBigDecimal(2, order.amount());
                insert.executeUpdate();
            }
            pending(joined).park(order.id(), task, info(order));
        });
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
}

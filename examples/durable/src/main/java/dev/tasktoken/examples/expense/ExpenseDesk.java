package dev.tasktoken.examples.expense;

import dev.tasktoken.TaskFailureException;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.processor.TaskHandler;
import java.net.URI;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides about an expense: by rule up to {@value #LIMIT} EUR, else a person decides later. It does not know whether a
 * durable function or a state machine waits.
 */
public final class ExpenseDesk implements TaskHandler<Expense> {
    /** What is approved without a person, in EUR. */
    public static final int LIMIT = 100;

    private final PendingTasks pending;
    private final CallbackLinks links;
    private final BiConsumer<Expense, Map<String, URI>> mail;

    /**
     * Opens the desk.
     *
     * @param pending keeps what a person decides
     * @param links makes the links by which the person decides
     * @param mail sends them to that person
     */
    public ExpenseDesk(PendingTasks pending, CallbackLinks links, BiConsumer<Expense, Map<String, URI>> mail) {
        this.pending = pending;
        this.links = links;
        this.mail = mail;
    }

    @Override
    public @Nullable Object handle(Expense expense, CallbackTask task) {
        if (expense.euros() <= 0) {
            throw new TaskFailureException("NotAnExpense", "Expenses are more than 0 EUR");
        }
        if (expense.euros() <= LIMIT) {
            return new Approval(expense.expenseId(), true, "rule");
        }
        String summary = expense.euros() + " EUR of " + expense.employee();
        pending.park(
                expense.expenseId(),
                task,
                PendingTaskInfo.builder().summary(summary).build());
        mail.accept(expense, links.createAll(expense.expenseId(), task.workId().fingerprint()));
        return null;
    }
}

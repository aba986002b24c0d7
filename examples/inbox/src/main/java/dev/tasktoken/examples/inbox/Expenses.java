package dev.tasktoken.examples.inbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tasktoken.pages.Approver;
import dev.tasktoken.pages.Choice;
import dev.tasktoken.pages.PageStyle;
import dev.tasktoken.pages.Question;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTask;
import java.time.ZoneId;

/** What the pages say about expenses, and who may see and decide them. */
public final class Expenses {
    private Expenses() {}

    /** Called for every request: it only describes. */
    public static Question question(PendingTask task) {
        return Question.of(task.context().summary().orElse(task.id()))
                .choice(Choice.of("approve", "Approve", Expenses::approved)
                        .asksComment()
                        .done("The expense is approved and will be paid."))
                .choice(Choice.of("reject", "Reject", reason -> new Decision.Failure("Rejected", reason))
                        .requiresComment()
                        .dangerous()
                        .done("The expense is rejected."));
    }

    private static Decision approved(String comment) {
        return new Decision.Success(JsonNodeFactory.instance
                .objectNode()
                .put("approved", true)
                .put("comment", comment)
                .toString());
    }

    /** Everybody sees all expenses, and decides those of others. */
    public static Approver approver(String login) {
        return new Approver(
                DecidedBy.person(login),
                task -> true,
                task -> task.context().requester().filter(login::equals).isEmpty());
    }

    public static PageStyle style() {
        return PageStyle.builder()
                .brand("Nordlicht Expenses")
                .colour("#0b6b50")
                .zone(ZoneId.of("Europe/Berlin"))
                .build();
    }
}

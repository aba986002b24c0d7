package dev.tasktoken.pages;

import dev.tasktoken.pending.AuditEntry;
import dev.tasktoken.pending.DecidedBy;
import java.util.List;

/**
 * The page that asks.
 *
 * @param frame what is around it
 * @param asked the task, put to the person
 * @param votes the votes so far, in their order
 */
record QuestionPage(Frame frame, Asked asked, List<AuditEntry> votes) {
    WebResponse page(int status, String comment, String problem) {
        Texts texts = frame.texts();
        Facts facts = new Facts(texts);
        String title = asked.question().title();
        String body = """
                <article class="card">
                <p><span class="badge">%s</span></p>
                <h1>%s</h1>
                %s%s%s%s%s%s</article>
                %s""".formatted(
                        texts.html("waiting"),
                        Html.isolated(title),
                        facts.requester(asked.task()),
                        facts.waiting(asked.task()),
                        facts.details(asked.question(), asked.task()),
                        facts.trail("votes", votes),
                        withdrawal(),
                        new DecisionForm(texts, choices(), asked.hidden()).html(comment, problem),
                        asked.note());
        return frame.page(status, title, body);
    }

    private String withdrawal() {
        return mayWithdraw() ? new DecisionForm(frame.texts(), List.of(), asked.hidden()).withdrawal() : "";
    }

    /** Whose approval stands has no use for approving again. */
    private List<Choice> choices() {
        return mayWithdraw()
                ? asked.choices().stream().filter(choice -> !choice.approves()).toList()
                : asked.choices();
    }

    private boolean mayWithdraw() {
        return asked.mayApprove()
                && asked.person().map(DecidedBy::name).filter(this::hasApproved).isPresent();
    }

    /** Whether the last vote of this name is an approval. */
    private boolean hasApproved(String name) {
        return votes.stream()
                .filter(vote ->
                        vote.by().map(DecidedBy::name).filter(name::equals).isPresent())
                .reduce((earlier, later) -> later)
                .filter(vote -> vote.kind() == AuditEntry.Kind.APPROVED)
                .isPresent();
    }
}

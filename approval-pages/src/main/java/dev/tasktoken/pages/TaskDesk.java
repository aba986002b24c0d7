package dev.tasktoken.pages;

import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.pending.AuditEntry;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.RecordedDecision;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows one task to one person, and takes what this person decides. */
final class TaskDesk {
    private static final Logger LOG = LoggerFactory.getLogger(TaskDesk.class);

    private static final Set<AuditEntry.Kind> VOTES =
            EnumSet.of(AuditEntry.Kind.APPROVED, AuditEntry.Kind.REJECTED, AuditEntry.Kind.WITHDRAWN);

    private final PendingTasks pending;

    TaskDesk(PendingTasks pending) {
        this.pending = pending;
    }

    /** Turns this library's exceptions into pages; what the caller's own code throws leaves it. */
    static WebResponse guarded(Frame frame, Supplier<WebResponse> page) {
        try {
            return page.get();
        } catch (StoreUnavailableException | AnswerNotDeliveredException e) {
            LOG.warn("A decision was not possible now, and the page asks to try again: {}", e.getMessage());
            return new Notice(frame).unavailable();
        } catch (TaskTokenException e) {
            LOG.warn("A decision was not possible: {}", e.getMessage());
            return new Notice(frame).broken();
        }
    }

    WebResponse show(Frame frame, Asked asked) {
        return question(frame, asked).page(200, "", "");
    }

    WebResponse decided(Frame frame, Asked asked, RecordedDecision recorded) {
        return isTooLate(recorded) ? new Notice(frame).tooLate() : new TaskPages(frame).decidedBefore(asked, recorded);
    }

    WebResponse press(Frame frame, Asked asked, WebRequest request) {
        if (request.refusal() != 0) {
            return new Notice(frame).unreadable(request.refusal());
        }
        if (request.hasField(DecisionForm.WITHDRAW)) {
            return guardedDecision(frame, () -> withdraw(frame, asked));
        }
        String comment = request.field("comment").replace("\r\n", "\n").strip();
        Optional<Choice> choice = asked.chosen(request);
        String problem = problem(frame.texts(), choice, comment);
        if (choice.isEmpty() || !problem.isEmpty()) {
            return asked.task()
                    .decided()
                    .map(recorded -> decided(frame, asked, recorded))
                    .orElseGet(() -> question(frame, asked).page(422, comment, problem));
        }
        return guardedDecision(frame, () -> decide(frame, asked, choice.get(), comment));
    }

    /** What keeps the form from being a decision, as markup; empty if nothing does. */
    private static String problem(Texts texts, Optional<Choice> choice, String comment) {
        if (choice.isEmpty()) {
            return texts.html("choice.missing");
        }
        if (comment.length() > Choice.MAX_COMMENT_LENGTH) {
            return texts.html("comment.long", Choice.MAX_COMMENT_LENGTH);
        }
        boolean isMissing = choice.get().comment() == Choice.Comment.REQUIRED && comment.isEmpty();
        return isMissing ? texts.html("comment.missing", Html.text(choice.get().button())) : "";
    }

    /** A failure may happen after the decision was recorded. */
    private static WebResponse guardedDecision(Frame frame, Supplier<WebResponse> decision) {
        try {
            return decision.get();
        } catch (StoreUnavailableException e) {
            LOG.warn("A decision may or may not have been recorded: {}", e.getMessage());
            return new Notice(frame).unknown(503);
        } catch (TaskTokenException e) {
            LOG.warn("A decision failed, and may have been recorded: {}", e.getMessage());
            return new Notice(frame).unknown(500);
        }
    }

    private WebResponse decide(Frame frame, Asked asked, Choice choice, String comment) {
        PendingTask task = asked.task();
        Optional<DecidedBy> by = asked.says(comment);
        DecisionOutcome outcome = by.isPresent()
                ? pending.decide(task.id(), task.attempt(), choice.decide(comment), by.get())
                : pending.decide(task.id(), task.attempt(), choice.decide(comment));
        return report(frame, outcome, asked, choice);
    }

    /** Who may approve may take their approval back. */
    private WebResponse withdraw(Frame frame, Asked asked) {
        PendingTask task = asked.task();
        if (asked.person().isEmpty() || !asked.mayApprove()) {
            return new Notice(frame).refused();
        }
        DecisionOutcome outcome =
                pending.withdraw(task.id(), task.attempt(), asked.person().get());
        return outcome instanceof DecisionOutcome.VoteRecorded left
                ? new TaskPages(frame).withdrawn(left)
                : report(frame, outcome, asked);
    }

    private WebResponse report(Frame frame, DecisionOutcome outcome, Asked asked, Choice choice) {
        if (outcome instanceof DecisionOutcome.Recorded done) {
            return new TaskPages(frame).done(asked, choice, done.recorded());
        }
        if (outcome instanceof DecisionOutcome.Undelivered undelivered) {
            return new TaskPages(frame).recorded(asked, choice, undelivered.recorded());
        }
        if (outcome instanceof DecisionOutcome.VoteRecorded vote) {
            return new TaskPages(frame).voted(vote);
        }
        return report(frame, outcome, asked);
    }

    /** What was not decided by this call. */
    private WebResponse report(Frame frame, DecisionOutcome outcome, Asked asked) {
        if (outcome instanceof DecisionOutcome.DecidedBefore before) {
            return decided(frame, asked, before.recorded());
        }
        if (outcome instanceof DecisionOutcome.TaskClosed) {
            return new Notice(frame).tooLate();
        }
        if (outcome instanceof DecisionOutcome.Rejected rejected) {
            LOG.warn("A decision cannot be sent: {}, {}", rejected.error(), rejected.reason());
            return new Notice(frame).broken();
        }
        return outcome instanceof DecisionOutcome.VoteRefused refused
                ? new Notice(frame).refused(refused.reason())
                : new Notice(frame).notPending();
    }

    private QuestionPage question(Frame frame, Asked asked) {
        return new QuestionPage(frame, asked, votes(asked.task()));
    }

    /** The votes so far, of a task that several people decide. */
    private List<AuditEntry> votes(PendingTask task) {
        return task.context().policy().isEmpty()
                ? List.of()
                : pending.audit(task.id()).stream()
                        .filter(entry -> VOTES.contains(entry.kind()))
                        .toList();
    }

    static boolean isTooLate(RecordedDecision recorded) {
        return recorded.answer().filter(AnswerOutcome.ALREADY_CLOSED::equals).isPresent();
    }
}

package dev.tasktoken.lambda;

import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.LinkVerdict;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.RecordedDecision;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles a call of the confirmation page. */
final class PageFlow {
    private static final Logger LOG = LoggerFactory.getLogger(PageFlow.class);

    private final CallbackLinks links;
    private final PendingTasks pending;
    private final BiFunction<PendingTask, String, Confirmation> confirmation;

    PageFlow(CallbackLinks links, PendingTasks pending, BiFunction<PendingTask, String, Confirmation> confirmation) {
        this.links = Objects.requireNonNull(links, "links");
        this.pending = Objects.requireNonNull(pending, "pending");
        this.confirmation = Objects.requireNonNull(confirmation, "confirmation");
    }

    Page answer(PageCall call) {
        if (call.isMethod("GET")) {
            return answer(call.link(), false);
        }
        if (call.isMethod("HEAD")) {
            return answer(call.link(), false).withoutBody();
        }
        return call.isMethod("POST") ? answer(call.link(), true) : Pages.methodNotAllowed();
    }

    private Page answer(String text, boolean decide) {
        LinkVerdict verdict = links.verify(text);
        if (verdict instanceof LinkVerdict.Expired expired) {
            return Pages.expired(expired.expiredAt());
        }
        return verdict instanceof LinkVerdict.Valid link ? answer(link, decide) : Pages.invalidLink();
    }

    private Page answer(LinkVerdict.Valid link, boolean decide) {
        try {
            Optional<PendingTask> task = pending.find(link.id());
            return task.isEmpty() ? Pages.notPending() : answer(link, task.get(), decide);
        } catch (StoreUnavailableException | AnswerNotDeliveredException e) {
            LOG.warn("A decision was not possible now, and the page asks to try again: {}", e.getMessage());
            return Pages.unavailable();
        } catch (TaskTokenException e) {
            LOG.warn("A decision was not possible: {}", e.getMessage());
            return Pages.broken();
        }
    }

    private Page answer(LinkVerdict.Valid link, PendingTask task, boolean decide) {
        if (!task.attempt().equals(link.attempt())) {
            return Pages.earlierAttempt();
        }
        Confirmation asked = confirmation.apply(task, link.action());
        if (decide) {
            return decide(task, asked);
        }
        return task.decided().map(recorded -> decidedBefore(task, recorded)).orElseGet(() -> Pages.question(asked));
    }

    /** A failure may happen after the decision was recorded. */
    private Page decide(PendingTask task, Confirmation asked) {
        try {
            return report(pending.decide(task.id(), task.attempt(), asked.decision()), task, asked);
        } catch (StoreUnavailableException e) {
            LOG.warn("A decision may or may not have been recorded: {}", e.getMessage());
            return Pages.unknown(503);
        } catch (TaskTokenException e) {
            LOG.warn("A decision failed, and may have been recorded: {}", e.getMessage());
            return Pages.unknown(500);
        }
    }

    private Page report(DecisionOutcome outcome, PendingTask task, Confirmation asked) {
        if (outcome instanceof DecisionOutcome.Recorded) {
            return Pages.done(asked);
        }
        if (outcome instanceof DecisionOutcome.Undelivered) {
            return Pages.recorded(asked);
        }
        if (outcome instanceof DecisionOutcome.DecidedBefore before) {
            return decidedBefore(task, before.recorded());
        }
        if (outcome instanceof DecisionOutcome.TaskClosed) {
            return Pages.tooLate();
        }
        if (outcome instanceof DecisionOutcome.Rejected rejected) {
            LOG.warn("A decision cannot be sent: {}, {}", rejected.error(), rejected.reason());
            return Pages.broken();
        }
        if (outcome instanceof DecisionOutcome.VoteRefused refused) {
            LOG.warn("A link decides for one person, and this task needs votes: {}", refused.reason());
            return Pages.broken();
        }
        return Pages.notPending();
    }

    /** Describes the decision with the text of its action, if there is one. */
    private Page decidedBefore(PendingTask task, RecordedDecision recorded) {
        if (recorded.answer().filter(AnswerOutcome.ALREADY_CLOSED::equals).isPresent()) {
            return Pages.tooLate();
        }
        String what = links.actions().stream()
                .map(action -> confirmation.apply(task, action))
                .filter(other -> other.decision().equals(recorded.decision()))
                .map(Confirmation::done)
                .findFirst()
                .orElse("");
        return Pages.decidedBefore(what, recorded);
    }
}

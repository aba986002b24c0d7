package dev.tasktoken.examples.inbox;

import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.LinkVerdict;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.RecordedDecision;
import java.net.URI;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Decides by the signed text of a button in a chat, and says what happened. */
public final class ChatDecisions {
    private static final Map<String, Decision> CHOICES = Map.of(
            "approve", new Decision.Success("{\"approved\": true}"),
            "reject", new Decision.Failure("Rejected", "In the chat"));

    private final CallbackLinks links;
    private final PendingTasks pending;
    private final UnaryOperator<String> shown;

    /**
     * Sets up the decisions of one chat.
     *
     * @param links verifies buttons
     * @param pending the pending tasks
     * @param shown how the chat writes a name or an id, which are text from outside
     */
    public ChatDecisions(CallbackLinks links, PendingTasks pending, UnaryOperator<String> shown) {
        this.links = links;
        this.pending = pending;
        this.shown = shown;
    }

    /** What a button holds instead of a token. */
    static String signedText(URI link) {
        String query = link.getRawQuery();
        return query.substring(query.indexOf(CallbackLinks.PARAMETER + "=") + CallbackLinks.PARAMETER.length() + 1);
    }

    /**
     * Decides, once.
     *
     * @param signed the button's value
     * @param who the person's id, as the chat authenticated them; names can change and be taken by others
     * @return the sentence that replaces the message
     */
    public String decide(String signed, String who) {
        LinkVerdict verdict = links.verify(signed);
        if (!(verdict instanceof LinkVerdict.Valid link) || !CHOICES.containsKey(link.action())) {
            return "This button is not valid any more.";
        }
        DecidedBy by = DecidedBy.person(who);
        return describe(link.id(), pending.decide(link.id(), link.attempt(), CHOICES.get(link.action()), by));
    }

    private String describe(String id, DecisionOutcome outcome) {
        if (outcome instanceof DecisionOutcome.Recorded done) {
            return describe(id, done.recorded());
        }
        if (outcome instanceof DecisionOutcome.Undelivered done) {
            return describe(id, done.recorded()) + " The workflow will be notified soon.";
        }
        if (outcome instanceof DecisionOutcome.DecidedBefore before) {
            return describe(id, before.recorded());
        }
        return outcome instanceof DecisionOutcome.VoteRecorded vote
                ? shown.apply(id) + ": " + vote.missing() + " more must agree."
                : shown.apply(id) + " does not wait for this answer any more.";
    }

    private String describe(String id, RecordedDecision recorded) {
        String what = recorded.decision() instanceof Decision.Failure ? "rejected" : "approved";
        return shown.apply(id) + " is " + what
                + recorded.by().map(who -> " by " + shown.apply(who.name())).orElse("") + ".";
    }
}

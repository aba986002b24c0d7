package dev.tasktoken.pages;

import dev.tasktoken.pending.AuditEntry;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.RecordedDecision;
import dev.tasktoken.pending.Vote;
import java.util.List;

/** The pages that say what was decided about one task. */
record TaskPages(Frame frame) {
    WebResponse done(Asked asked, Choice choice, RecordedDecision recorded) {
        return outcome(200, "done", Icon.CHECK, said(choice), decision(asked, recorded));
    }

    /** The decision counts, but the workflow does not know it yet. */
    WebResponse recorded(Asked asked, Choice choice, RecordedDecision recorded) {
        String text = said(choice) + " " + frame.texts().html("recorded.text");
        return outcome(202, "recorded", Icon.CLOCK, text, decision(asked, recorded));
    }

    WebResponse voted(DecisionOutcome.VoteRecorded vote) {
        return vote("voted", vote);
    }

    /** To somebody who took their approval back. */
    WebResponse withdrawn(DecisionOutcome.VoteRecorded left) {
        return vote("withdrawn", left);
    }

    private WebResponse vote(String key, DecisionOutcome.VoteRecorded vote) {
        Texts texts = frame.texts();
        return outcome(
                200,
                key,
                Icon.CHECK,
                texts.html(key + ".text", vote.missing()),
                new Facts(texts).approvals(vote.approvedBy()));
    }

    /** To somebody who wanted to decide, too. */
    WebResponse decidedBefore(Asked asked, RecordedDecision recorded) {
        String said = asked.question()
                .choiceOf(recorded)
                .map(Choice::done)
                .filter(done -> !done.isEmpty())
                .orElse(asked.question().title());
        return outcome(409, "before", Icon.CHECK, Html.isolated(said), decision(asked, recorded));
    }

    /** To somebody who looks it up. */
    WebResponse record(Asked asked, RecordedDecision recorded, List<AuditEntry> trail) {
        Texts texts = frame.texts();
        Facts facts = new Facts(texts);
        String title = asked.question().title();
        String body = """
                <article class="card">
                <p>%s</p>
                <h1>%s</h1>
                %s%s%s<h2>%s</h2>
                %s</article>
                """.formatted(
                        facts.badge(recorded),
                        Html.isolated(title),
                        facts.requester(asked.task()),
                        decision(asked, recorded),
                        facts.trail("trail", trail),
                        texts.html("details"),
                        facts.record(asked.question(), asked.task()));
        return frame.page(200, title, body);
    }

    private String decision(Asked asked, RecordedDecision recorded) {
        Facts facts = new Facts(frame.texts());
        String what = asked.question().choiceOf(recorded).map(Choice::button).orElse("");
        return facts.decision(what, recorded)
                + (recorded.votes().isEmpty()
                        ? ""
                        : facts.approvals(
                                recorded.votes().stream().map(Vote::by).toList()));
    }

    private String said(Choice choice) {
        return choice.done().isEmpty()
                ? frame.texts().html("answered", Html.isolated(choice.button()))
                : Html.isolated(choice.done());
    }

    private WebResponse outcome(int status, String key, Icon icon, String lead, String facts) {
        Texts texts = frame.texts();
        String body = """
                <article class="card outcome">
                <span class="mark %s">%s</span>
                <h1>%s</h1>
                <p class="lead">%s</p>
                %s</article>
                """.formatted(
                        icon == Icon.CHECK ? "good" : "warn", icon.html(), texts.html(key + ".title"), lead, facts);
        return frame.page(status, texts.plain(key + ".title"), body);
    }
}

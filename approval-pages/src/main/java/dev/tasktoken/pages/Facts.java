package dev.tasktoken.pages;

import dev.tasktoken.pending.ApprovalPolicy;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.RecordedDecision;
import dev.tasktoken.pending.Vote;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Markup of what is known of a task. */
record Facts(Texts texts) {
    private static final int MOST = 50;

    String requester(PendingTask task) {
        return task.context()
                .requester()
                .map(who -> "<p class=\"sub\">" + texts.html("requester", "<strong>" + Html.isolated(who) + "</strong>")
                        + "</p>\n")
                .orElse("");
    }

    /** Since when it waits, until when, and for how many people. */
    String waiting(PendingTask task) {
        StringBuilder meta = new StringBuilder("<dl class=\"meta\">\n");
        meta.append(row("since", texts.time(task.since()) + note(texts.ago(task.since()))));
        task.context().until().ifPresent(until -> meta.append(row("deadline", texts.time(until) + left(until))));
        task.context().policy().ifPresent(policy -> meta.append(row("needed", needed(policy))));
        return meta.append("</dl>\n").toString();
    }

    private String needed(ApprovalPolicy policy) {
        String roles = policy.roles().stream()
                .sorted()
                .map(role -> Html.isolated(Labels.sentence(role)))
                .collect(Collectors.joining(", "));
        return texts.html("needed.approvals", policy.approvals()) + (roles.isEmpty() ? "" : note(roles));
    }

    /** The time that is left, with a mark if it is short. */
    String left(Instant until) {
        return texts.isSoon(until)
                ? "<span class=\"badge warn\">" + texts.left(until) + "</span>"
                : note(texts.left(until));
    }

    private static String note(String html) {
        return "<span class=\"note\">" + html + "</span>";
    }

    /** The caller's details and the task's labels; a detail goes before a label of its name. */
    String details(Question question, PendingTask task) {
        Map<String, String> all = new LinkedHashMap<>();
        question.details().forEach((label, value) -> all.put(Labels.sentence(label), value));
        task.context().labels().forEach((label, value) -> all.putIfAbsent(Labels.sentence(label), value));
        return all.isEmpty() ? "" : list(all);
    }

    /** The details of a decided task, with where it came from. */
    String record(Question question, PendingTask task) {
        StringBuilder more = new StringBuilder(row("reference", Html.isolated(task.id())));
        more.append(row("asked", texts.time(task.since())));
        task.context().state().ifPresent(state -> more.append(row("state", Html.isolated(Labels.sentence(state)))));
        task.context().execution().ifPresent(name -> more.append(row("workflow", Html.isolated(name))));
        return details(question, task) + "<dl class=\"facts\">\n" + more + "</dl>\n";
    }

    private String list(Map<String, String> all) {
        StringBuilder list = new StringBuilder("<dl class=\"facts\">\n");
        all.entrySet().stream()
                .limit(MOST)
                .forEach(detail -> list.append(pair(Html.isolated(detail.getKey()), Html.isolated(detail.getValue()))));
        list.append("</dl>\n");
        return all.size() <= MOST ? list.toString() : list + "<p>" + texts.html("more", all.size() - MOST) + "</p>\n";
    }

    /** Who decided what, when, and why. */
    String decision(String what, RecordedDecision recorded) {
        StringBuilder list = new StringBuilder("<dl class=\"facts\">\n");
        if (!what.isEmpty()) {
            list.append(row("decided.what", Html.isolated(what)));
        }
        recorded.by().ifPresent(who -> list.append(row("decided.by", Html.isolated(who.name()))));
        list.append(row("decided.at", texts.time(recorded.at())));
        recorded.by().flatMap(DecidedBy::comment).ifPresent(words -> list.append(row("comment", Html.isolated(words))));
        return list.append("</dl>\n").toString();
    }

    /** The kind of a decision, in a word. A failure's name is the caller's. */
    String badge(RecordedDecision recorded) {
        return recorded.decision() instanceof Decision.Failure failure
                ? "<span class=\"badge bad\">" + Html.isolated(Labels.sentence(failure.error())) + "</span>"
                : "<span class=\"badge good\">" + texts.html("vote.approved") + "</span>";
    }

    String votes(List<Vote> votes) {
        if (votes.isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder("<h2>" + texts.html("votes") + "</h2>\n<ol class=\"votes\">\n");
        votes.forEach(vote -> list.append(vote(vote)));
        return list.append("</ol>\n").toString();
    }

    /** Those whose approvals stand. */
    String approvals(List<DecidedBy> people) {
        return people.isEmpty()
                ? ""
                : people.stream()
                        .map(who -> "<li><span class=\"badge good\">" + texts.html("vote.approved") + "</span> <strong>"
                                + Html.isolated(who.name()) + "</strong></li>\n")
                        .collect(Collectors.joining(
                                "", "<h2>" + texts.html("votes") + "</h2>\n<ol class=\"votes\">\n", "</ol>\n"));
    }

    private String vote(Vote vote) {
        String said = vote.by()
                .comment()
                .map(words -> "<p class=\"said\">" + Html.isolated(words) + "</p>")
                .orElse("");
        return """
                <li><span class="badge %s">%s</span> <strong>%s</strong> <span class="note">%s</span>%s</li>
                """.formatted(
                kind(vote.kind()), word(vote.kind()), Html.isolated(vote.by().name()), texts.time(vote.at()), said);
    }

    private static String kind(Vote.Kind kind) {
        return switch (kind) {
            case APPROVED -> "good";
            case REJECTED -> "bad";
            case WITHDRAWN -> "warn";
        };
    }

    private String word(Vote.Kind kind) {
        return switch (kind) {
            case APPROVED -> texts.html("vote.approved");
            case REJECTED -> texts.html("vote.rejected");
            case WITHDRAWN -> texts.html("vote.withdrawn");
        };
    }

    private String row(String key, String html) {
        return pair(texts.html(key), html);
    }

    private static String pair(String label, String value) {
        return "<div><dt>" + label + "</dt><dd>" + value + "</dd></div>\n";
    }
}

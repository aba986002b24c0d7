package dev.tasktoken.pages;

import dev.tasktoken.pending.ApprovalPolicy;
import dev.tasktoken.pending.AuditEntry;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.RecordedDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        List<Map.Entry<String, String>> all = new ArrayList<>();
        question.details().forEach((label, value) -> all.add(Map.entry(Labels.sentence(label), value)));
        Set<String> details = all.stream().map(Map.Entry::getKey).collect(Collectors.toSet());
        task.context().labels().forEach((label, value) -> {
            if (!details.contains(Labels.sentence(label))) {
                all.add(Map.entry(Labels.sentence(label), value));
            }
        });
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

    private String list(List<Map.Entry<String, String>> all) {
        StringBuilder list = new StringBuilder("<dl class=\"facts\">\n");
        all.stream()
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

    /** What happened, in its order, under a heading. */
    String trail(String heading, List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder("<h2>" + texts.html(heading) + "</h2>\n<ol class=\"votes\">\n");
        entries.forEach(entry -> list.append(entry(entry)));
        return list.append("</ol>\n").toString();
    }

    private String entry(AuditEntry entry) {
        String who = entry.by()
                .map(by -> " <strong>" + Html.isolated(by.name()) + "</strong>")
                .orElse("");
        return """
                <li><span class="badge%s">%s</span>%s <span class="note">%s</span>%s</li>
                """.formatted(look(entry), word(entry), who, texts.time(entry.at()), said(entry.by()));
    }

    private static String look(AuditEntry entry) {
        return switch (entry.kind()) {
            case APPROVED -> " good";
            case REJECTED -> " bad";
            case WITHDRAWN -> " warn";
            case PARKED, NOTED, DECIDED, ANSWERED -> "";
        };
    }

    private String word(AuditEntry entry) {
        return switch (entry.kind()) {
            case PARKED -> texts.html("trail.parked");
            case NOTED -> Html.isolated(Labels.sentence(entry.detail()));
            case APPROVED -> texts.html("vote.approved");
            case REJECTED -> texts.html("vote.rejected");
            case WITHDRAWN -> texts.html("vote.withdrawn");
            case DECIDED -> texts.html("trail.decided");
            case ANSWERED -> texts.html("trail.answered");
        };
    }

    /** Those whose approvals stand. */
    String approvals(List<DecidedBy> people) {
        if (people.isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder("<h2>" + texts.html("votes") + "</h2>\n<ol class=\"votes\">\n");
        people.forEach(who -> list.append("<li><span class=\"badge good\">")
                .append(texts.html("vote.approved"))
                .append("</span> <strong>")
                .append(Html.isolated(who.name()))
                .append("</strong>")
                .append(said(Optional.of(who)))
                .append("</li>\n"));
        return list.append("</ol>\n").toString();
    }

    private static String said(Optional<DecidedBy> by) {
        return by.flatMap(DecidedBy::comment)
                .map(words -> "<p class=\"said\">" + Html.isolated(words) + "</p>")
                .orElse("");
    }

    private String row(String key, String html) {
        return pair(texts.html(key), html);
    }

    private static String pair(String label, String value) {
        return "<div><dt>" + label + "</dt><dd>" + value + "</dd></div>\n";
    }
}

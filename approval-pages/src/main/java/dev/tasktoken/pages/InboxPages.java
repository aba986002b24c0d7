package dev.tasktoken.pages;

import dev.tasktoken.pending.PendingTask;
import java.time.Instant;
import java.util.stream.Collectors;

/** The lists of the inbox. */
record InboxPages(Frame frame) {
    /** What stands beside the brand: the two lists, and who is logged in. */
    static String top(Texts texts, String person, boolean isList, boolean isDecided) {
        return """
                <nav aria-label="%s"><a href="%s"%s>%s</a> <a href="%s"%s>%s</a></nav>
                <p class="who"><span class="note">%s</span> <bdi>%s</bdi></p>
                """.formatted(
                        texts.html("inbox.lists"),
                        InboxQuery.start().href(),
                        isList && !isDecided ? " aria-current=\"page\"" : "",
                        texts.html("inbox.waiting"),
                        InboxQuery.start().decided().href(),
                        isList && isDecided ? " aria-current=\"page\"" : "",
                        texts.html("inbox.decided"),
                        texts.html("inbox.who"),
                        Html.text(person));
    }

    WebResponse list(InboxQuery query, InboxRows rows) {
        String key = query.isDecided() ? "inbox.decided.title" : "inbox.waiting.title";
        String contents = """
                <h1>%s</h1>
                %s%s%s%s""".formatted(
                        frame.texts().html(key),
                        search(query),
                        query.isDecided() ? "" : orders(query),
                        rows.tasks().isEmpty() ? empty(query, rows) : rows(rows),
                        paging(query, rows));
        return frame.page(200, frame.texts().plain(key), contents);
    }

    private String search(InboxQuery query) {
        Texts texts = frame.texts();
        return """
                <form class="search" method="get" role="search">
                %s%s<label for="q">%s</label>
                <div><input id="q" name="q" type="search" maxlength="100" autocomplete="off" value="%s">
                <button type="submit">%s</button></div>
                </form>
                """.formatted(
                        query.isDecided() ? hidden("view", "decided") : "",
                        query.isByDeadline() ? hidden("order", "deadline") : "",
                        texts.html("inbox.search"),
                        Html.text(query.search()),
                        texts.html("inbox.find"));
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + value + "\">\n";
    }

    private String orders(InboxQuery query) {
        return "<p class=\"orders\">" + frame.texts().html("inbox.order") + " "
                + order(query.waiting(false), "inbox.oldest", !query.isByDeadline()) + " "
                + order(query.waiting(true), "inbox.nearest", query.isByDeadline()) + "</p>\n";
    }

    private String order(InboxQuery query, String key, boolean isCurrent) {
        return "<a href=\"" + query.href() + "\"" + (isCurrent ? " aria-current=\"true\"" : "") + ">"
                + frame.texts().html(key) + "</a>";
    }

    private String empty(InboxQuery query, InboxRows rows) {
        String key = rows.isPart()
                ? "inbox.none.yet"
                : !query.search().isEmpty()
                        ? "inbox.none.found"
                        : query.isDecided() ? "inbox.none.decided" : "inbox.none.waiting";
        return """
                <div class="card empty"><span class="mark good">%s</span>
                <p class="lead">%s</p></div>
                """.formatted(Icon.CHECK.html(), frame.texts().html(key));
    }

    private String rows(InboxRows rows) {
        return rows.tasks().stream()
                .map(this::row)
                .collect(Collectors.joining("", "<ol class=\"tasks\">\n", "</ol>\n"));
    }

    private String row(PendingTask task) {
        return """
                <li><div class="what"><h2><a href="%s">%s</a></h2>
                <p class="note">%s</p></div>
                <p class="when">%s</p>%s</li>
                """.formatted(
                        InboxQuery.href(task),
                        Html.brief(task.context().summary().orElse(task.id())),
                        about(task),
                        when(task),
                        Icon.NEXT.html());
    }

    /** The requester, the first labels, and the id where it is not the heading. */
    private String about(PendingTask task) {
        StringBuilder about = new StringBuilder();
        task.context().requester().ifPresent(who -> part(about, Html.brief(who)));
        task.context().labels().entrySet().stream()
                .limit(2)
                .forEach(label -> part(
                        about, Html.isolated(Labels.sentence(label.getKey())) + ": " + Html.brief(label.getValue())));
        if (task.context().summary().isPresent()) {
            part(about, Html.brief(task.id()));
        }
        return about.toString();
    }

    private static void part(StringBuilder about, String html) {
        about.append(about.isEmpty() ? "" : " <span aria-hidden=\"true\">·</span> ")
                .append(html);
    }

    private String when(PendingTask task) {
        Texts texts = frame.texts();
        Facts facts = new Facts(texts);
        if (task.decided().isPresent()) {
            return facts.badge(task.decided().get()) + "<span class=\"note\">"
                    + texts.time(task.decided().get().at()) + "</span>";
        }
        String age = "<span class=\"note\">" + texts.html("inbox.since", texts.ago(task.since())) + "</span>";
        return task.context().until().map(until -> deadline(until) + age).orElse(age);
    }

    private String deadline(Instant until) {
        Texts texts = frame.texts();
        return "<span class=\"badge" + (texts.isSoon(until) ? " warn" : "") + "\">"
                + texts.html("inbox.due", texts.left(until)) + "</span>";
    }

    private String paging(InboxQuery query, InboxRows rows) {
        String first = query.after().isEmpty()
                ? ""
                : "<a href=\"" + query.page("").href() + "\">" + frame.texts().html("inbox.first") + "</a>";
        String next = rows.next()
                .map(cursor -> "<a rel=\"next\" href=\"" + query.page(cursor).href() + "\">"
                        + frame.texts().html(rows.isPart() ? "inbox.further" : "inbox.next") + "</a>")
                .orElse("");
        return first.isEmpty() && next.isEmpty()
                ? ""
                : "<nav class=\"paging\" aria-label=\"" + frame.texts().html("inbox.pages") + "\">" + first + next
                        + "</nav>\n";
    }
}

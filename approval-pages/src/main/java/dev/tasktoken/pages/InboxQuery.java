package dev.tasktoken.pages;

import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.PendingTask;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which part of the inbox is asked for, as its address says.
 *
 * @param isDecided the decided tasks instead of the waiting ones
 * @param isByDeadline the nearest deadline first instead of the oldest task
 * @param search what the tasks must contain; empty for all
 * @param after the cursor of the page before; empty for the first page
 */
record InboxQuery(boolean isDecided, boolean isByDeadline, String search, String after) {
    private static final int LONGEST_SEARCH = 100;

    static InboxQuery of(WebRequest request) {
        String search = request.parameter("q").strip();
        return new InboxQuery(
                request.parameter("view").equals("decided"),
                request.parameter("order").equals("deadline"),
                search.substring(0, Math.min(search.length(), LONGEST_SEARCH)),
                request.parameter("after"));
    }

    static InboxQuery start() {
        return new InboxQuery(false, false, "", "");
    }

    InboxQuery decided() {
        return new InboxQuery(true, false, search, "");
    }

    InboxQuery waiting(boolean byDeadline) {
        return new InboxQuery(false, byDeadline, search, "");
    }

    Listing listing() {
        if (isDecided) {
            return Listing.DECIDED_NEWEST_FIRST;
        }
        return isByDeadline ? Listing.WAITING_BY_DEADLINE : Listing.WAITING_BY_AGE;
    }

    InboxQuery page(String cursor) {
        return new InboxQuery(isDecided, isByDeadline, search, cursor);
    }

    /** As an attribute, relative to the inbox, wherever it is. */
    String href() {
        StringBuilder href = new StringBuilder("?");
        add(href, "view", isDecided ? "decided" : "");
        add(href, "order", isByDeadline && !isDecided ? "deadline" : "");
        add(href, "q", search);
        add(href, "after", after);
        return Html.whole(href.toString());
    }

    static String href(PendingTask task) {
        StringBuilder href = new StringBuilder("?");
        add(href, "task", task.id());
        return Html.whole(href.toString());
    }

    private static void add(StringBuilder href, String name, String value) {
        if (!value.isEmpty()) {
            href.append(href.length() > 1 ? "&" : "")
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    boolean finds(PendingTask task) {
        String wanted = search.toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                || texts(task).anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static Stream<String> texts(PendingTask task) {
        return Stream.of(
                        Stream.of(task.id()),
                        task.context().summary().stream(),
                        task.context().requester().stream(),
                        task.context().labels().values().stream())
                .flatMap(texts -> texts);
    }
}

package dev.tasktoken.pages;

import dev.tasktoken.pending.PageRequest;
import dev.tasktoken.pending.PendingPage;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads what a list shows. Reads at most a thousand tasks for one page, however few of them it may show. */
final class InboxReader {
    static final int ROWS = 25;

    private static final int MOST_PAGES = 10;
    private static final int SEARCHED_AT_ONCE = 100;

    private final PendingTasks pending;

    InboxReader(PendingTasks pending) {
        this.pending = pending;
    }

    /** A cursor that is not one of this list begins at the start. */
    InboxRows read(InboxQuery query, Predicate<PendingTask> maySee) {
        List<PendingTask> found = new ArrayList<>();
        Optional<String> next = Optional.of(query.after());
        int pages = 0;
        while (next.isPresent() && found.size() < ROWS && pages++ < MOST_PAGES) {
            int limit = query.search().isEmpty() && pages == 1 ? ROWS : SEARCHED_AT_ONCE;
            PendingPage page = page(query, limit, next.get());
            page.tasks().stream().filter(maySee).filter(query::finds).forEach(found::add);
            next = page.next();
        }
        return new InboxRows(found, next, found.size() < ROWS && next.isPresent());
    }

    private PendingPage page(InboxQuery query, int limit, String cursor) {
        PageRequest first = PageRequest.first(limit);
        if (cursor.isEmpty()) {
            return page(query, first);
        }
        try {
            return page(query, first.after(cursor));
        } catch (IllegalArgumentException e) {
            return page(query, first); // cut, or made up
        }
    }

    private PendingPage page(InboxQuery query, PageRequest request) {
        return pending.page(query.listing(), request);
    }
}

package dev.tasktoken.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells which Parallel and Map states an event is in, and which of these are over, from the events that each follows
 * from. Only an exit, an entry and an iteration's start name their state.
 */
final class ScopeWalk {
    private final EventLog log;
    private @Nullable Map<Long, Long> overSince;

    ScopeWalk(EventLog log) {
        this.log = log;
    }

    /**
     * The scopes around an event, innermost first. A redrive goes on inside those whose failure ended the execution.
     */
    List<Scope> around(@Nullable Step from) {
        List<Scope> scopes = new ArrayList<>();
        Scope.Search search = null;
        boolean isRedriven = false;
        for (Step step = from; step != null; step = log.before(step)) {
            isRedriven = step.isRedrive() || (isRedriven && !step.isEntered());
            if (step.isExited()) {
                step = log.entryOf(step);
                if (step == null) {
                    break;
                }
            } else if (search == null) {
                search = isRedriven && step.isScopeFailed() ? null : Scope.Search.beginningAt(step);
            } else if (search.endsAt(step)) {
                if (!search.isOver()) {
                    scopes.add(search.scope(step));
                }
                search = null;
            }
        }
        return scopes;
    }

    /** Whether nothing has ended one of the scopes since an event in them. */
    boolean areRunning(List<Scope> scopes, long since) {
        if (scopes.isEmpty()) {
            return true;
        }
        Map<Long, Long> over = overSince;
        if (over == null) {
            over = overSince();
            overSince = over;
        }
        return areRunning(scopes, since, over);
    }

    private static boolean areRunning(List<Scope> scopes, long since, Map<Long, Long> over) {
        return scopes.stream().allMatch(scope -> over.getOrDefault(scope.entered(), 0L) < since);
    }

    /** For each scope's entry, the newest event that ended the scope, or an attempt of it. */
    private Map<Long, Long> overSince() {
        Map<Long, Long> over = new HashMap<>();
        for (Step closer : log.closers()) {
            over.merge(entryOfClosed(closer), closer.id(), Math::max);
        }
        return over;
    }

    /** The entry's number; 0, which no event has, if it ends no scope whose entry was read. */
    private long entryOfClosed(Step closer) {
        if (closer.isExited()) {
            Step entry = log.entryOf(closer);
            return entry == null ? 0 : entry.id();
        }
        Step cause = log.before(closer);
        if (cause == null || (closer.isScopeStarted() && cause.isScopeEntered())) {
            return 0;
        }
        List<Scope> around = around(cause);
        return around.isEmpty() ? 0 : around.get(0).entered();
    }
}

package dev.tasktoken.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * The events of an execution, read from the newest on. All that follow from an event are known when it is added, so
 * that only the details of tasks that nothing has closed are kept.
 */
final class EventLog {
    private final Map<Long, Step> steps = new HashMap<>();
    private final Set<Long> followed = new HashSet<>();
    private final Set<Long> needed = new HashSet<>();
    private final List<Step> openEnds = new ArrayList<>();
    private final List<Step> closers = new ArrayList<>();
    private @Nullable Step newestEntered;
    private boolean hasEnded;
    private boolean isRunning = true;

    void add(HistoryEvent event) {
        if (steps.containsKey(event.id())) {
            return;
        }
        boolean isLast = !followed.contains(event.id());
        Step step = Step.of(event, isLast || needed.contains(event.id()));
        note(step, isLast && !hasEnded);
        steps.put(step.id(), step);
        followed.add(step.previous());
    }

    private void note(Step step, boolean isOpenEnd) {
        if (step.isEnd()) {
            isRunning &= !steps.isEmpty();
            hasEnded = true;
        }
        if (newestEntered == null && step.isEntered()) {
            newestEntered = step;
        }
        if (step.isOfOpenTask() && !step.isScheduled() && (isOpenEnd || needed.contains(step.id()))) {
            needed.add(step.previous());
        }
        if (isOpenEnd && (step.isOfOpenTask() || step.isOfMapRun())) {
            openEnds.add(step);
        }
        if (step.isScopeStarted() || step.isScopeFailed() || step.isAborted() || isScopeExited(step)) {
            closers.add(step);
        }
    }

    private static boolean isScopeExited(Step step) {
        return step.isExited() && (step.kind().equals("Parallel") || step.kind().equals("Map"));
    }

    /** Whether no end is its newest event. */
    boolean isRunning() {
        return isRunning;
    }

    /** What nothing followed from since the execution was started or redriven last, newest first. */
    List<Step> openEnds() {
        return openEnds;
    }

    /** Whatever is older than the entry of the outermost state that runs is over. */
    void openSince(Step entry) {
        openEnds.removeIf(end -> end.id() < entry.id());
    }

    /** What ends a Parallel or Map state, or an attempt of one. */
    List<Step> closers() {
        return closers;
    }

    @Nullable Step newestEntered() {
        return newestEntered;
    }

    @Nullable Step before(Step step) {
        return steps.get(step.previous());
    }

    /** Where the state was entered that this is the exit of. */
    @Nullable Step entryOf(Step exit) {
        return entry(exit, exit.name());
    }

    /** The nearest entry of a state that a step follows from. */
    @Nullable Step entry(Step from, @Nullable String state) {
        Step step = from;
        while (step != null
                && !(step.isEntered() && step.name() != null && step.name().equals(state))) {
            step = before(step);
        }
        return step;
    }
}

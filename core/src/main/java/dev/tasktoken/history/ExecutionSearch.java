package dev.tasktoken.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** Reads an execution's history, as far back as is needed, and lists what is open. Thread-safe. */
final class ExecutionSearch {
    /** The most that a call returns. */
    private static final int EVENTS_PER_CALL = 1000;

    private final HistoryCalls calls;
    private final TokenSearch tokens;
    private final DefinitionLayouts layouts;

    ExecutionSearch(HistoryCalls calls, TokenSearch tokens, DefinitionLayouts layouts) {
        this.calls = calls;
        this.tokens = tokens;
        this.layouts = layouts;
    }

    ExecutionTasks in(String arn) {
        return in(new RunningExecution(arn, arn, Instant.EPOCH));
    }

    ExecutionTasks in(RunningExecution execution) {
        EventLog log = read(execution);
        ScopeWalk walk = new ScopeWalk(log);
        List<OpenTask> tasks = new ArrayList<>();
        List<String> mapRuns = new ArrayList<>();
        for (Step end : log.openEnds()) {
            List<Scope> around = walk.around(end);
            if (!walk.areRunning(around, end.id())) {
                continue;
            }
            if (end.isOfMapRun()) {
                addMapRun(end, mapRuns);
            } else {
                addTask(execution.arn(), end, around, log, tasks);
            }
        }
        Collections.reverse(tasks);
        return new ExecutionTasks(execution.arn(), log.isRunning(), tasks, mapRuns);
    }

    private void addTask(String arn, Step end, List<Scope> around, EventLog log, List<OpenTask> tasks) {
        int attempts = 0;
        HistoryEvent scheduled = null;
        boolean isCounted = true;
        Step step = end;
        for (; step != null && !step.isEntered(); step = log.before(step)) {
            isCounted &= !step.isRedrive();
            if (step.isScheduled() && isCounted) {
                attempts++;
                scheduled = scheduled == null ? step.event() : scheduled;
            }
        }
        if (scheduled == null) {
            return;
        }
        List<String> labels = new ArrayList<>();
        around.forEach(scope -> labels.add(0, scope.label()));
        StatePath path = new StatePath(step == null ? "?" : String.valueOf(step.name()), labels, attempts);
        ScheduledTask task = ScheduledTask.of(scheduled);
        tasks.add(new OpenTask(arn, path, task, tokens.in(task)));
    }

    private static void addMapRun(Step end, List<String> mapRuns) {
        HistoryEvent event = Objects.requireNonNull(end.event());
        if (event.mapRunStartedEventDetails() != null) {
            mapRuns.add(event.mapRunStartedEventDetails().mapRunArn());
        } else if (event.mapRunRedrivenEventDetails() != null) {
            mapRuns.add(event.mapRunRedrivenEventDetails().mapRunArn());
        }
    }

    private EventLog read(RunningExecution execution) {
        try {
            return read(execution, true);
        } catch (HistoryNotPermittedException e) {
            if (!e.permission().equals(HistoryCalls.DECRYPT)) {
                throw e;
            }
            // What is open is known without the data; only the tokens are not.
            return read(execution, false);
        }
    }

    private EventLog read(RunningExecution execution, boolean withData) {
        EventLog log = new EventLog();
        String page = null;
        do {
            page = addPage(execution.arn(), page, withData, log::add);
        } while (page != null && !isEnough(execution, log));
        return log;
    }

    /** Reads the events before those of the page before, newest first. Returns where the next page begins. */
    private @Nullable String addPage(
            String arn, @Nullable String page, boolean withData, Consumer<HistoryEvent> onEvent) {
        GetExecutionHistoryResponse response = calls.call(
                "GetExecutionHistory",
                arn,
                client -> client.getExecutionHistory(request -> request.executionArn(arn)
                        .reverseOrder(true)
                        .includeExecutionData(withData)
                        .maxResults(EVENTS_PER_CALL)
                        .nextToken(page)));
        response.events().forEach(onEvent);
        return response.nextToken();
    }

    /**
     * An execution is in one state of its outermost level at a time. All that can be open is known once that state's
     * entry is.
     */
    private boolean isEnough(RunningExecution execution, EventLog log) {
        Step newest = log.newestEntered();
        if (!log.isRunning()) {
            return true;
        }
        if (newest == null) {
            return false;
        }
        String outermost = layouts.of(execution).outermost(newest.name());
        Step entry = outermost == null ? null : log.entry(newest, outermost);
        if (entry == null) {
            return false;
        }
        log.openSince(entry);
        return true;
    }
}

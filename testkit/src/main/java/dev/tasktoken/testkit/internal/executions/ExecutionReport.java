package dev.tasktoken.testkit.internal.executions;

import dev.tasktoken.testkit.internal.values.TaskTokens;
import dev.tasktoken.testkit.internal.values.TokenMask;
import java.util.List;

/** What happened to an execution, for a person whose test failed: names, types and fingerprints, never data. */
public final class ExecutionReport {
    private static final int MOST_EVENTS = 60;

    private ExecutionReport() {}

    /** The caller is inside the engine. */
    public static String of(Execution execution, OpenTasks openTasks) {
        List<String> types =
                execution.history().events().stream().map(HistoryEvent::type).toList();
        List<String> open = openTasks.tokens(task -> task.executionArn().equals(execution.arn())).stream()
                .map(TaskTokens::fingerprint)
                .toList();
        StringBuilder story =
                new StringBuilder().append(execution.arn()).append(" is ").append(execution.status());
        execution.error().ifPresent(error -> story.append(" by ").append(TokenMask.hide(error)));
        story.append("\n  states: ").append(last(execution.history().states()));
        story.append("\n  events: ").append(last(types));
        if (!open.isEmpty()) {
            story.append("\n  open tasks, by their tokens' fingerprints: ").append(open);
        }
        return story.toString();
    }

    private static String last(List<String> names) {
        int skipped = Math.max(0, names.size() - MOST_EVENTS);
        return (skipped == 0 ? "" : "... (" + skipped + " more) ") + String.join(" ", quoted(names, skipped));
    }

    /** Names with blanks in them stay recognisable. */
    private static List<String> quoted(List<String> names, int skipped) {
        return names.stream()
                .skip(skipped)
                .map(name -> name.indexOf(' ') < 0 ? name : "'" + name + "'")
                .toList();
    }
}

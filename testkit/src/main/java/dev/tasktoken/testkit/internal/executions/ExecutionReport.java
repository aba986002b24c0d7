package dev.tasktoken.testkit.internal.executions;

import dev.tasktoken.testkit.internal.values.TaskTokens;
import dev.tasktoken.testkit.internal.values.TokenMask;
import java.util.List;
import java.util.stream.Collectors;

/** What happened to an execution, for a person whose test failed: names, types and fingerprints, never data. */
public final class ExecutionReport {
    private static final int MOST_EVENTS = 60;
    private static final int MOST_TASKS = 20;

    private ExecutionReport() {}

    /** The caller is inside the engine. */
    public static String of(Execution execution, OpenTasks openTasks) {
        List<String> types =
                execution.history().events().stream().map(HistoryEvent::type).toList();
        StringBuilder story =
                new StringBuilder().append(execution.arn()).append(" is ").append(execution.status());
        execution.error().ifPresent(error -> story.append(" by ").append(TokenMask.hide(error)));
        story.append("\n  states: ").append(last(execution.history().states()));
        story.append("\n  events: ").append(last(types));
        return story.append(openTasks(execution, openTasks)).toString();
    }

    /** The tasks that wait, on a line of their own; empty if none does. */
    private static String openTasks(Execution execution, OpenTasks openTasks) {
        List<String> tokens = openTasks.tokens(task -> task.executionArn().equals(execution.arn()));
        if (tokens.isEmpty()) {
            return "";
        }
        String open = tokens.stream()
                .limit(MOST_TASKS)
                .map(token -> openTasks.find(token).describe() + ", token " + TaskTokens.fingerprint(token))
                .collect(Collectors.joining("; "));
        return "\n  open tasks: " + open + (tokens.size() > MOST_TASKS ? "; ..." : "");
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

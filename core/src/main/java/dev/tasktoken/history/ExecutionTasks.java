package dev.tasktoken.history;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was open in an execution when its history was read.
 *
 * <p>Immutable and thread-safe.
 */
public final class ExecutionTasks {
    private final String executionArn;
    private final boolean isRunning;
    private final List<OpenTask> all;
    private final List<String> mapRuns;

    ExecutionTasks(String executionArn, boolean isRunning, List<OpenTask> all, List<String> mapRuns) {
        this.executionArn = executionArn;
        this.isRunning = isRunning;
        this.all = List.copyOf(all);
        this.mapRuns = List.copyOf(mapRuns);
    }

    /**
     * Returns the execution.
     *
     * @return its ARN
     */
    public String executionArn() {
        return executionArn;
    }

    /**
     * Returns whether the execution had not ended.
     *
     * @return false if it succeeded, failed, timed out or was stopped: nothing of it is open then
     */
    public boolean isRunning() {
        return isRunning;
    }

    /**
     * Returns the tasks that wait for their token, the one that waits longest first.
     *
     * @return the tasks, unmodifiable; those whose token is not found are among them, with the reason
     */
    public List<OpenTask> tasks() {
        return all.stream()
                .filter(task -> task.kind() == OpenTask.Kind.CALLBACK)
                .toList();
    }

    /**
     * Returns the tasks that wait for something else than their token: a job, an activity, the response of a call.
     *
     * @return the tasks, unmodifiable; their {@link OpenTask#taskToken()} throws
     */
    public List<OpenTask> others() {
        return all.stream()
                .filter(task -> task.kind() != OpenTask.Kind.CALLBACK)
                .toList();
    }

    /**
     * Returns the Map Runs of distributed Map states that have not ended. Their children are executions of their own
     * and are not searched here; see {@link OpenTasks#ofMapRun}.
     *
     * @return their ARNs, unmodifiable
     */
    public List<String> mapRunsNotSearched() {
        return mapRuns;
    }

    /**
     * Returns the open task of a state.
     *
     * @param state the state's name, or its path if a Map state runs it more than once: {@code Orders[3]/Approve}
     * @return the task
     * @throws OpenTaskNotFoundException if no task of that state waits for its token, or more than one does. The
     *     message says what is open
     */
    public OpenTask state(String state) {
        List<OpenTask> found = tasks().stream()
                .filter(task -> task.state().equals(state) || task.path().equals(state))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        String problem = found.isEmpty()
                ? "No task of the state " + state + " waits for its token in "
                : found.size() + " tasks of the state " + state + " wait for their token in ";
        throw new OpenTaskNotFoundException(problem + executionArn + ". " + description());
    }

    private String description() {
        if (!isRunning) {
            return "The execution has ended";
        }
        String open = Stream.concat(
                        all.stream().map(task -> task.path() + " (" + task.resource() + ")"),
                        mapRuns.stream().map(run -> "children of " + run))
                .limit(20)
                .collect(Collectors.joining(", "));
        return open.isEmpty() ? "Nothing is open" : "Open: " + open;
    }

    /** Names the execution and how many tasks are open. */
    @Override
    public String toString() {
        return "ExecutionTasks[" + executionArn + ", " + all.size() + " open]";
    }
}

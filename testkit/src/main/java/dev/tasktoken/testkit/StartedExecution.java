package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.executions.Execution;
import dev.tasktoken.testkit.internal.executions.ExecutionReport;
import dev.tasktoken.testkit.internal.executions.HistoryEvent;
import dev.tasktoken.testkit.internal.executions.OpenTasks;
import dev.tasktoken.testkit.internal.functions.FunctionRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An execution of a {@link LocalStepFunctions}, running or ended: to wait for, and to look into.
 *
 * <p>Methods that wait do so in real time and without polling, at most {@linkplain LocalStepFunctions.Builder#patience
 * as long as usual}. Thread-safe.
 *
 * <pre>{@code
 * StartedExecution execution = stepFunctions.run(definition, "{\"orderId\": \"order-42\"}");
 * String taskToken = execution.awaitOpenTask();
 * stepFunctions.client().sendTaskSuccess(s -> s.taskToken(taskToken).output("42"));
 * assertThat(execution).succeeded().withOutput(42);
 * }</pre>
 */
public final class StartedExecution {
    private final Execution execution;
    private final Engine engine;
    private final OpenTasks openTasks;
    private final FunctionRegistry functions;
    private final Duration patience;

    StartedExecution(Execution execution, ExecutionAccess access) {
        this.execution = execution;
        this.engine = access.engine();
        this.openTasks = access.openTasks();
        this.functions = access.functions();
        this.patience = access.patience();
    }

    /**
     * Returns the execution's ARN.
     *
     * @return the ARN, for the SDK's client
     */
    public String arn() {
        return execution.arn();
    }

    /**
     * Says whether the execution still runs.
     *
     * @return false once it has ended
     */
    public boolean isRunning() {
        return engine.run(execution::isRunning);
    }

    /**
     * Waits until the execution has ended.
     *
     * @return how it ended
     * @throws IllegalStateException if it still runs after the usual time, if the {@link LocalStepFunctions} is closed
     *     meanwhile, or if the thread is interrupted
     */
    public LocalExecution await() {
        return await(patience);
    }

    /**
     * Waits until the execution has ended.
     *
     * @param atMost how long to wait
     * @return how it ended
     * @throws IllegalStateException if it still runs after that time, if the {@link LocalStepFunctions} is closed
     *     meanwhile, or if the thread is interrupted
     */
    public LocalExecution await(Duration atMost) {
        return ending(atMost)
                .orElseThrow(() -> new IllegalStateException("still running after " + atMost + ": " + describe()));
    }

    /**
     * Waits for the next task of this execution that has handed out its token and waits for it. Every token is returned
     * once, the oldest first; one that {@link LocalStepFunctions#awaitOpenTask()} returned is not returned again.
     *
     * @return the token's text, a secret
     * @throws IllegalStateException if no further task waits within the usual time, if the {@link LocalStepFunctions}
     *     is closed meanwhile, or if the thread is interrupted
     */
    public String awaitOpenTask() {
        return engine.await(
                        patience,
                        () -> openTasks.takeNextWaiting(
                                task -> task.executionArn().equals(execution.arn())))
                .orElseThrow(() -> new IllegalStateException(
                        "no further task waits for its token after " + patience + ": " + describe()));
    }

    /**
     * Returns the tokens of this execution that could be answered now.
     *
     * @return the tokens' texts, secrets, oldest first
     */
    public List<String> openTokens() {
        return engine.run(() -> openTasks.tokens(task -> task.executionArn().equals(execution.arn())));
    }

    /**
     * Waits until the execution enters a state, or returns at once if it has.
     *
     * @param state the state's name
     * @return this execution
     * @throws IllegalStateException if it did not within the usual time, or ended without; if the
     *     {@link LocalStepFunctions} is closed meanwhile, or if the thread is interrupted
     */
    public StartedExecution awaitState(String state) {
        requireNonNull(state, "state");
        Optional<Boolean> entered = engine.await(patience, () -> {
            boolean visited = execution.history().states().contains(state);
            return visited || !execution.isRunning() ? Optional.of(visited) : Optional.empty();
        });
        if (!entered.orElse(false)) {
            throw new IllegalStateException("the state '" + state + "' was not entered: " + describe());
        }
        return this;
    }

    /**
     * Returns the states that were entered so far, each as often as it was.
     *
     * @return the states' names in their order
     */
    public List<String> states() {
        return engine.run(() -> execution.history().states());
    }

    /**
     * Returns the types of the history's events so far, as GetExecutionHistory names them.
     *
     * @return for instance {@code ExecutionStarted} and {@code TaskStateEntered}, in their order
     */
    public List<String> eventTypes() {
        return engine.run(() ->
                execution.history().events().stream().map(HistoryEvent::type).toList());
    }

    /** The names of all states that its definition has, those inside others too. */
    Set<String> definedStates() {
        return engine.run(execution::stateNames);
    }

    Optional<LocalExecution> ending(Duration atMost) {
        return engine.await(
                requireNonNull(atMost, "atMost"),
                () -> execution.isRunning() ? Optional.empty() : Optional.of(LocalExecution.of(execution)));
    }

    Duration patience() {
        return patience;
    }

    /** What happened, for a person whose test failed: names, types and fingerprints, never data. */
    String describe() {
        return engine.run(() -> ExecutionReport.of(execution, openTasks) + functions.describe());
    }

    /**
     * Returns the ARN and the status, never the data.
     *
     * @return for instance {@code StartedExecution[arn:aws:states:... RUNNING]}
     */
    @Override
    public String toString() {
        return "StartedExecution[" + arn() + " " + engine.run(execution::status) + "]";
    }
}

package dev.tasktoken.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * Assertions about an execution. Those about its end wait for it, in real time and without polling, at most
 * {@linkplain LocalStepFunctions.Builder#patience as long as usual} or as {@link #within} says.
 *
 * <p>A message names the status, the error and the cause, the states and the types of events, and the open tasks by
 * their fingerprints; task tokens in data are replaced by theirs.
 *
 * <pre>{@code
 * assertThat(execution).failed().withError("Declined").visited("Charge the card");
 * }</pre>
 */
public final class ExecutionAssert extends OutcomeAssert<ExecutionAssert, StartedExecution> {
    private Duration atMost;

    ExecutionAssert(StartedExecution actual) {
        super(actual, ExecutionAssert.class);
        atMost = actual.patience();
    }

    /**
     * Sets how long the assertions that follow wait for the execution's end.
     *
     * @param atMost how long
     * @return this assertion
     */
    public ExecutionAssert within(Duration atMost) {
        this.atMost = atMost;
        return this;
    }

    /**
     * Waits for the end, and checks that the execution succeeded.
     *
     * @return this assertion
     * @throws AssertionError if it ended otherwise, or still runs
     */
    public ExecutionAssert succeeded() {
        return ended(ExecutionStatus.SUCCEEDED);
    }

    /**
     * Waits for the end, and checks that the execution failed.
     *
     * @return this assertion
     * @throws AssertionError if it ended otherwise, or still runs
     */
    public ExecutionAssert failed() {
        return ended(ExecutionStatus.FAILED);
    }

    /**
     * Waits for the end, and checks that the state machine's own {@code TimeoutSeconds} ended the execution. A task's
     * timeout that nothing catches is a failure by {@code States.Timeout} instead.
     *
     * @return this assertion
     * @throws AssertionError if it ended otherwise, or still runs
     */
    public ExecutionAssert timedOut() {
        return ended(ExecutionStatus.TIMED_OUT);
    }

    /**
     * Waits for the end, and checks that StopExecution ended the execution.
     *
     * @return this assertion
     * @throws AssertionError if it ended otherwise, or still runs
     */
    public ExecutionAssert aborted() {
        return ended(ExecutionStatus.ABORTED);
    }

    /**
     * Checks that the execution runs, at this moment.
     *
     * @return this assertion
     * @throws AssertionError if it has ended
     */
    public ExecutionAssert isRunning() {
        if (!actual.isRunning()) {
            throw complaint("Expected the execution to run, but it has ended" + reason());
        }
        return this;
    }

    /**
     * Checks that states were entered in this order until now, with any others before, between and after them.
     *
     * @param states the states' names
     * @return this assertion
     * @throws AssertionError if they were not
     */
    public ExecutionAssert visited(String... states) {
        return requireInOrder("states", states, actual.states());
    }

    /**
     * Checks that these states and no others were entered until now, in this order.
     *
     * @param states the states' names
     * @return this assertion
     * @throws AssertionError if others were
     */
    public ExecutionAssert visitedExactly(String... states) {
        List<String> visited = actual.states();
        if (!visited.equals(List.of(states))) {
            throw complaint("Expected exactly the states " + Arrays.toString(states) + ", but visited were " + visited);
        }
        return this;
    }

    /**
     * Checks that none of these states was entered until now. Ask for the execution's end first.
     *
     * @param states the states' names, at least one
     * @return this assertion
     * @throws AssertionError if one was
     * @throws IllegalArgumentException if none is named, or one that the definition does not have
     */
    public ExecutionAssert didNotVisit(String... states) {
        requireSome(states);
        requireDefined(states);
        List<String> visited = new ArrayList<>(actual.states());
        visited.retainAll(Arrays.asList(states));
        if (!visited.isEmpty()) {
            throw complaint("Expected the states not to be visited, but these were: " + visited);
        }
        return this;
    }

    /**
     * Checks that the history has events of these types in this order until now, with any others before, between and
     * after them.
     *
     * @param types for instance {@code TaskSubmitted}
     * @return this assertion
     * @throws AssertionError if it has not
     */
    public ExecutionAssert hasEvents(String... types) {
        return requireInOrder("events", types, actual.eventTypes());
    }

    @Override
    Optional<String> output() {
        return end().output();
    }

    @Override
    Optional<String> error() {
        return end().error();
    }

    @Override
    Optional<String> cause() {
        return end().cause();
    }

    @Override
    String story() {
        return actual.describe();
    }

    private ExecutionAssert ended(ExecutionStatus expected) {
        LocalExecution end = end();
        if (end.status() != expected) {
            throw complaint("Expected the execution to have " + expected + ", but it has " + end.status() + reason());
        }
        return this;
    }

    private LocalExecution end() {
        return actual.ending(atMost)
                .orElseThrow(() ->
                        complaint("Expected the execution to have ended within " + atMost + ", but it still runs"));
    }

    private static void requireSome(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("nothing is named, so there is nothing to check");
        }
    }

    private void requireDefined(String... states) {
        Set<String> defined = actual.definedStates();
        for (String state : states) {
            if (!defined.contains(state)) {
                throw new IllegalArgumentException(
                        "the definition has no state '" + state + "', which could thus never be visited: " + defined);
            }
        }
    }

    private ExecutionAssert requireInOrder(String what, String[] expected, List<String> found) {
        requireSome(expected);
        int next = 0;
        for (String name : found) {
            if (next < expected.length && name.equals(expected[next])) {
                next++;
            }
        }
        if (next < expected.length) {
            throw complaint("Expected the " + what + " " + Arrays.toString(expected) + " in this order, but "
                    + (found.contains(expected[next])
                            ? "'" + expected[next] + "' is not there after those before it"
                            : "there is no '" + expected[next] + "'"));
        }
        return this;
    }
}

package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.expressions.StateResult;
import dev.tasktoken.testkit.internal.values.StateError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a state can do in an execution that has entered it: the one way from a definition into the interpreter. A state
 * calls one of these methods in each attempt. What the methods throw, and what their callbacks throw, fails the state.
 */
public interface StateActions {
    /** The state's raw input. */
    JsonNode input();

    /** What the state's fields see. */
    Scope scope();

    /** Leaves the state for the one that follows it. */
    void complete(StateResult exit);

    /** Leaves the state for one that was chosen, or ends the sequence of states. */
    void complete(StateResult exit, Optional<String> next);

    /** Ends the attempt with an error: Retry and Catch decide what follows. */
    void fail(StateError error);

    /**
     * Leaves the state after a delay on the movable clock.
     *
     * @param delay how long, by the time at which the wait begins
     * @param result what the state leaves behind then
     */
    void waitThenComplete(Function<Instant, Duration> delay, Supplier<StateResult> result);

    /**
     * Runs branches inside this state.
     *
     * @param branches the branches
     * @param mostAtOnce how many of them may run at the same time
     * @param details what the event of the start says
     * @param result what the state leaves behind, made from the list of the branches' outputs
     */
    void runBranches(
            List<Branch> branches, int mostAtOnce, ObjectNode details, Function<ArrayNode, StateResult> result);

    /** Calls what a Task state names, and waits for the task's token if it has one. */
    void runTask(ResourceCall call);
}

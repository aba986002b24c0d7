package dev.tasktoken.testkit.internal.executions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.Branch;
import dev.tasktoken.testkit.internal.definitions.State;
import dev.tasktoken.testkit.internal.definitions.StateGraph;
import dev.tasktoken.testkit.internal.values.StateError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of states that runs, from its first state to its end: a whole execution, a branch, or an item of a Map
 * state. Each of its events follows from the one before in the same sequence. Guarded by the engine's lock.
 */
final class StateSequence {
    private final ExecutionContext context;
    private final StateGraph graph;
    private final Entry entry;
    private final Owner owner;
    private final Owner execution;
    private final Optional<ObjectNode> item;
    private Map<String, JsonNode> variables;
    private int lastEvent;
    private boolean over;
    private @Nullable RunningState current;

    /** Is notified of the end of a sequence. */
    interface Owner {
        void succeeded(StateSequence sequence, WrittenData output);

        void failed(StateSequence sequence, StateError error);
    }

    /** How a state is entered: the one interface through which a sequence knows its states. */
    @FunctionalInterface
    interface Entry {
        /** Returns the state, not begun. */
        RunningState enter(StateSequence sequence, String name, WrittenData input);
    }

    /** A state that was entered. */
    interface RunningState {
        /** Records that the state was entered, and makes the first attempt. */
        void begin();

        /** Stops what the state has begun: its timers are cancelled and its tokens closed. */
        void stop();

        /** Records that the state was aborted, and what is inside it. */
        void recordAbort(int cause);
    }

    /** The sequence of a whole execution, whose first state follows from no event, as the service records it. */
    StateSequence(ExecutionContext context, Entry entry, Owner execution) {
        this.context = context;
        this.graph = context.machine().definition().graph();
        this.entry = entry;
        this.owner = execution;
        this.execution = execution;
        this.item = Optional.empty();
        this.variables = Map.of();
    }

    /** A sequence inside a state of another one, whose variables it sees but cannot set. */
    StateSequence(StateSequence outer, Branch branch, Owner owner, int lastEvent) {
        this.context = outer.context;
        this.graph = branch.graph();
        this.entry = outer.entry;
        this.execution = outer.execution;
        this.owner = owner;
        this.item = branch.item().or(() -> outer.item);
        this.variables = outer.variables;
        this.lastEvent = lastEvent;
    }

    void begin(JsonNode input) {
        enter(graph.startAt(), WrittenData.of(input));
    }

    /** Leaves a state for the next one, or ends the sequence with the state's output. */
    void leave(String name, Optional<String> next, WrittenData output, Map<String, JsonNode> assigned) {
        record(graph.state(name).type() + "StateExited", EventDetails.of(name, output, assigned));
        assign(assigned);
        current = null;
        if (next.isPresent()) {
            enter(next.get(), output);
        } else {
            over = true;
            owner.succeeded(this, output);
        }
    }

    /** Ends the sequence with an error that no rule of the state caught. */
    void fail(StateError error) {
        over = true;
        owner.failed(this, error);
    }

    /** Stops the current state: its timers are cancelled and its tokens closed. */
    void abandon() {
        over = true;
        RunningState state = current;
        current = null;
        if (state != null) {
            state.stop();
        }
    }

    /** Adds an event that follows from the last one of this sequence. */
    void record(String type, ObjectNode details) {
        lastEvent = context.history().add(lastEvent, type, details);
    }

    /** Continues from an event of another sequence. */
    void continueFrom(int event) {
        lastEvent = event;
    }

    boolean isOver() {
        return over;
    }

    int lastEvent() {
        return lastEvent;
    }

    ExecutionContext context() {
        return context;
    }

    /** A state of this sequence, which the definition is known to have. */
    State state(String name) {
        return graph.state(name);
    }

    Optional<RunningState> current() {
        return Optional.ofNullable(current);
    }

    /** The item of the nearest Map state around this sequence. */
    Optional<ObjectNode> item() {
        return item;
    }

    Map<String, JsonNode> variables() {
        return variables;
    }

    private void assign(Map<String, JsonNode> assigned) {
        if (!assigned.isEmpty()) {
            Map<String, JsonNode> more = new LinkedHashMap<>(variables);
            more.putAll(assigned);
            variables = more;
        }
    }

    private void enter(String name, WrittenData input) {
        context.engine().post(() -> enterNow(name, input));
    }

    private void enterNow(String name, WrittenData input) {
        if (over) {
            return;
        }
        if (context.history().isFull()) {
            // The service's wording; that the error is States.Runtime is inferred.
            execution.failed(
                    this,
                    new StateError(
                            StateError.RUNTIME, "The execution reached the maximum number of history events (25000)."));
            return;
        }
        RunningState entered = entry.enter(this, name, input);
        current = entered;
        entered.begin();
    }
}

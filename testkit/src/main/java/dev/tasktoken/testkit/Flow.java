package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of states being walked, from its first state to its end: a whole execution, a branch, or an item of a Map
 * state. Each event of it follows from the one before in the same line. Guarded by the engine's lock.
 */
final class Flow {
    private final Execution execution;
    private final StateGraph graph;
    private final Owner owner;
    private final Optional<ObjectNode> item;
    private Map<String, JsonNode> variables;
    private int lastEvent;
    private boolean over;
    private @Nullable Visit current;

    /** Whoever started a line of states hears how it ended. */
    interface Owner {
        void succeeded(Flow flow, JsonNode output);

        void failed(Flow flow, StateError error);
    }

    /** The line of a whole execution, whose first state follows from no event, as the service records it. */
    Flow(Execution execution, StateGraph graph) {
        this.execution = execution;
        this.graph = graph;
        this.owner = execution;
        this.item = Optional.empty();
        this.variables = Map.of();
    }

    /** A line inside a state of another one, whose variables it sees but cannot set. */
    Flow(Flow outer, Branch branch, Owner owner, int lastEvent) {
        this.execution = outer.execution;
        this.graph = branch.graph();
        this.owner = owner;
        this.item = branch.item().or(() -> outer.item);
        this.variables = outer.variables;
        this.lastEvent = lastEvent;
    }

    void begin(JsonNode input) {
        enter(graph.startAt(), input);
    }

    /** Leaves a state for the next one, or ends the line with the state's output. */
    void leave(Visit visit, Optional<String> next, Exit exit) {
        record(visit.state().type() + "StateExited", Details.of(visit.name(), exit));
        assign(exit.assigned());
        current = null;
        if (next.isPresent()) {
            enter(next.get(), exit.output());
        } else {
            over = true;
            owner.succeeded(this, exit.output());
        }
    }

    /** Ends the line with an error that no rule of the state caught. */
    void fail(StateError error) {
        over = true;
        owner.failed(this, error);
    }

    /** Gives up whatever is under way: timers are cancelled and tokens are dead. */
    void abandon() {
        over = true;
        Visit visit = current;
        current = null;
        if (visit != null) {
            visit.stop();
        }
    }

    /** Adds an event that follows from the last one of this line. */
    void record(String type, ObjectNode details) {
        lastEvent = execution.history().add(lastEvent, type, details);
    }

    /** Goes on from an event of another line. */
    void follow(int event) {
        lastEvent = event;
    }

    int lastEvent() {
        return lastEvent;
    }

    Execution execution() {
        return execution;
    }

    Optional<Visit> current() {
        return Optional.ofNullable(current);
    }

    /** The item of the nearest Map state that the line belongs to. */
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

    private void enter(String name, JsonNode input) {
        execution.workflow().engine().post(() -> visit(name, input));
    }

    private void visit(String name, JsonNode input) {
        if (over) {
            return;
        }
        if (execution.history().isFull()) {
            // The service's wording; that the error is States.Runtime is inferred.
            execution.fail(new StateError(
                    StateError.RUNTIME, "The execution reached the maximum number of history events (25000)."));
            return;
        }
        current = new Visit(this, graph.state(name), name, input);
        current.begin();
    }
}

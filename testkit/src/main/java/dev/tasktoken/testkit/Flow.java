package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One line of states being walked, from its first state to its end. Guarded by the engine's lock. */
final class Flow {
    private final Execution execution;
    private final StateGraph graph;
    private @Nullable Visit current;

    Flow(Execution execution, StateGraph graph) {
        this.execution = execution;
        this.graph = graph;
    }

    void begin(JsonNode input) {
        enter(graph.startAt(), input);
    }

    /** Leaves a state for the next one, or ends the line with the state's output. */
    void leave(Visit visit, Optional<String> next, JsonNode output, String outputText) {
        execution
                .history()
                .add(
                        visit.state().type() + "StateExited",
                        Details.none().put("name", visit.name()).put("output", outputText));
        current = null;
        next.ifPresentOrElse(name -> enter(name, output), () -> execution.succeed(outputText));
    }

    /** Ends the line with an error that no rule of the state caught. */
    void fail(StateError error) {
        current = null;
        execution.fail(error);
    }

    /** Gives up whatever is under way: timers are cancelled and tokens are dead. */
    void abandon() {
        if (current != null) {
            current.stop();
            current = null;
        }
    }

    Execution execution() {
        return execution;
    }

    private void enter(String name, JsonNode input) {
        execution.workflow().engine().post(() -> visit(name, input));
    }

    private void visit(String name, JsonNode input) {
        if (!execution.isRunning()) {
            return;
        }
        if (execution.history().isFull()) {
            // The service's wording; that the error is States.Runtime is inferred.
            fail(new StateError(
                    StateError.RUNTIME, "The execution reached the maximum number of history events (25000)."));
            return;
        }
        State state = graph.state(name);
        execution
                .history()
                .add(
                        state.type() + "StateEntered",
                        Details.none().put("name", name).put("input", Json.write(input)));
        current = new Visit(this, name, state, input);
        current.attempt();
    }
}

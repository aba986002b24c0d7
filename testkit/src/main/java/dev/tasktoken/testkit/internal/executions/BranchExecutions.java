package dev.tasktoken.testkit.internal.executions;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.Branch;
import dev.tasktoken.testkit.internal.expressions.StateResult;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One attempt of a Parallel or Map state: its branches run side by side, and all must succeed. The first that fails
 * stops the others and closes their tokens. Which event follows from which is as recorded. Guarded by the engine's
 * lock.
 */
final class BranchExecutions implements StateSequence.Owner {
    private final StateExecution stateExecution;
    private final List<Branch> branches;
    private final int mostAtOnce;
    private final Function<ArrayNode, StateResult> result;
    private final SortedMap<Integer, StateSequence> running = new TreeMap<>();
    private final Map<StateSequence, Integer> indexes = new HashMap<>();
    private final JsonNode[] outputs;
    private int started;

    BranchExecutions(
            StateExecution stateExecution,
            List<Branch> branches,
            int mostAtOnce,
            Function<ArrayNode, StateResult> result) {
        this.stateExecution = stateExecution;
        this.branches = branches;
        this.mostAtOnce = mostAtOnce;
        this.result = result;
        this.outputs = new JsonNode[branches.size()];
    }

    void begin(ObjectNode details) {
        stateExecution.onStop(this::abandon);
        stateExecution.onAbort(this::recordAborts);
        stateExecution.sequence().record(stateExecution.state().type() + "StateStarted", details);
        startMore(stateExecution.sequence().lastEvent());
        if (running.isEmpty()) {
            finish();
        }
    }

    @Override
    public void succeeded(StateSequence sequence, WrittenData output) {
        int index = indexOf(sequence);
        int last = sequence.lastEvent();
        running.remove(index);
        outputs[index] = output.value();
        recordIteration(index, last, "Succeeded", sequence);
        startMore(last);
        if (running.isEmpty()) {
            stateExecution.sequence().continueFrom(sequence.lastEvent());
            stateExecution.runGuarded(this::finish);
        }
    }

    @Override
    public void failed(StateSequence sequence, StateError error) {
        int last = sequence.lastEvent();
        stateExecution.sequence().continueFrom(last);
        for (Map.Entry<Integer, StateSequence> line : running.entrySet()) {
            recordIteration(line.getKey(), last, line.getValue() == sequence ? "Failed" : "Aborted", line.getValue());
            line.getValue().current().ifPresent(state -> state.recordAbort(last));
        }
        abandon();
        stateExecution.fail(error, stateExecution.state().type() + "StateFailed");
    }

    /** Records that the running branches were aborted because of an event. */
    private void recordAborts(int cause) {
        running.forEach((index, line) -> {
            recordIteration(index, cause, "Aborted", line);
            line.current().ifPresent(state -> state.recordAbort(cause));
        });
    }

    private void finish() {
        stateExecution
                .history()
                .add(
                        stateExecution.sequence().lastEvent(),
                        stateExecution.state().type() + "StateSucceeded",
                        EventDetails.none());
        ArrayNode results = Json.NODES.arrayNode();
        for (JsonNode output : outputs) {
            results.add(output);
        }
        stateExecution.complete(result.apply(results));
    }

    private void startMore(int previous) {
        while (started < branches.size() && running.size() < mostAtOnce) {
            Branch branch = branches.get(started);
            StateSequence sequence = new StateSequence(stateExecution.sequence(), branch, this, previous);
            running.put(started, sequence);
            indexes.put(sequence, started);
            recordIteration(started, previous, "Started", sequence);
            started++;
            sequence.begin(branch.input());
        }
    }

    private void abandon() {
        List<StateSequence> lines = List.copyOf(running.values());
        running.clear();
        lines.forEach(StateSequence::abandon);
    }

    private int indexOf(StateSequence sequence) {
        return requireNonNull(indexes.remove(sequence), "a line that is not running has ended");
    }

    /** The events of one item of a Map state; a branch of a Parallel state has none. */
    private void recordIteration(int index, int previous, String what, StateSequence sequence) {
        if (branches.get(index).item().isPresent()) {
            ObjectNode details =
                    EventDetails.none().put("name", stateExecution.name()).put("index", index);
            sequence.continueFrom(stateExecution.history().add(previous, "MapIteration" + what, details));
        }
    }
}

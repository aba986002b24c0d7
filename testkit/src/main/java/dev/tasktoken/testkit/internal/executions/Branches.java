package dev.tasktoken.testkit.internal.executions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.Branch;
import dev.tasktoken.testkit.internal.expressions.Exit;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One attempt of a Parallel or Map state: lines of states side by side, all of which must succeed. The first that fails
 * ends the others, tokens and all. Which event follows from which is as recorded. Guarded by the engine's lock.
 */
final class Branches implements Flow.Owner {
    private final Visit visit;
    private final List<Branch> branches;
    private final int mostAtOnce;
    private final Function<ArrayNode, Exit> result;
    private final SortedMap<Integer, Flow> running = new TreeMap<>();
    private final JsonNode[] outputs;
    private int started;

    Branches(Visit visit, List<Branch> branches, int mostAtOnce, Function<ArrayNode, Exit> result) {
        this.visit = visit;
        this.branches = branches;
        this.mostAtOnce = mostAtOnce;
        this.result = result;
        this.outputs = new JsonNode[branches.size()];
    }

    void begin(ObjectNode details) {
        visit.onStop(this::abandon);
        visit.onAbort(this::recordAborts);
        visit.flow().record(visit.state().type() + "StateStarted", details);
        startMore(visit.flow().lastEvent());
        if (running.isEmpty()) {
            finish();
        }
    }

    @Override
    public void succeeded(Flow flow, JsonNode output) {
        int index = indexOf(flow);
        int last = flow.lastEvent();
        running.remove(index);
        outputs[index] = output;
        recordIteration(index, last, "Succeeded", flow);
        startMore(last);
        if (running.isEmpty()) {
            visit.flow().follow(flow.lastEvent());
            visit.guarded(this::finish);
        }
    }

    @Override
    public void failed(Flow flow, StateError error) {
        int last = flow.lastEvent();
        visit.flow().follow(last);
        for (Map.Entry<Integer, Flow> line : running.entrySet()) {
            recordIteration(line.getKey(), last, line.getValue() == flow ? "Failed" : "Aborted", line.getValue());
            line.getValue().current().ifPresent(state -> state.recordAbort(last));
        }
        abandon();
        visit.fail(error, visit.state().type() + "StateFailed");
    }

    /** Records that the lines under way were given up, for the sake of the event that ended them. */
    private void recordAborts(int cause) {
        running.forEach((index, line) -> {
            recordIteration(index, cause, "Aborted", line);
            line.current().ifPresent(state -> state.recordAbort(cause));
        });
    }

    private void finish() {
        visit.history().add(visit.flow().lastEvent(), visit.state().type() + "StateSucceeded", Details.none());
        ArrayNode results = Json.NODES.arrayNode();
        for (JsonNode output : outputs) {
            results.add(output);
        }
        visit.complete(result.apply(results));
    }

    private void startMore(int previous) {
        while (started < branches.size() && running.size() < mostAtOnce) {
            Branch branch = branches.get(started);
            Flow flow = new Flow(visit.flow(), branch, this, previous);
            running.put(started, flow);
            recordIteration(started, previous, "Started", flow);
            started++;
            flow.begin(branch.input());
        }
    }

    private void abandon() {
        List<Flow> lines = List.copyOf(running.values());
        running.clear();
        lines.forEach(Flow::abandon);
    }

    private int indexOf(Flow flow) {
        return running.entrySet().stream()
                .filter(line -> line.getValue() == flow)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a line that is not running has ended"))
                .getKey();
    }

    /** The events of one item of a Map state; a branch of a Parallel state has none. */
    private void recordIteration(int index, int previous, String what, Flow flow) {
        if (branches.get(index).item().isPresent()) {
            ObjectNode details = Details.none().put("name", visit.name()).put("index", index);
            flow.follow(visit.history().add(previous, "MapIteration" + what, details));
        }
    }
}

package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.DataFields;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.expressions.StateFields;
import dev.tasktoken.testkit.internal.values.DataLimit;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.List;
import java.util.Optional;

/** Runs several branches with the same input; its result is the list of their outputs. */
record ParallelState(DataFields data, List<StateGraph> graphs, ErrorRules errorRules, Optional<String> next)
        implements State {
    private static final StateFields FIELDS = StateFields.of("Branches", "Assign", "Next", "End", "Retry", "Catch")
            .inJsonPath("InputPath", "Parameters", "ResultSelector", "ResultPath", "OutputPath")
            .inJsonata("Arguments", "Output");
    private static final StateFields BRANCH_FIELDS = StateFields.bare("StartAt", "States", "Comment");

    static ParallelState read(AslObject asl, GraphReader graphs) {
        FIELDS.check(asl);
        List<AslObject> branches = asl.objects("Branches");
        if (asl.node().path("Branches").isEmpty()) {
            asl.report("Value cannot be empty", "Branches");
        }
        branches.forEach(BRANCH_FIELDS::check);
        return new ParallelState(
                DataFields.read(asl), asl.each("Branches", graphs::read), ErrorRules.read(asl), StateFields.next(asl));
    }

    @Override
    public String type() {
        return "Parallel";
    }

    @Override
    public boolean canRetry() {
        return true;
    }

    @Override
    public boolean recordsAbort() {
        return true;
    }

    @Override
    public void attempt(StateActions actions) {
        Scope scope = actions.scope();
        JsonNode input = data.effective(scope);
        List<Branch> branches = graphs.stream()
                .map(graph -> new Branch(graph, input, Optional.empty()))
                .toList();
        actions.runBranches(
                branches,
                branches.size(),
                Json.object(),
                results -> data.exit(DataLimit.check(results), scope.withResult(results)));
    }
}

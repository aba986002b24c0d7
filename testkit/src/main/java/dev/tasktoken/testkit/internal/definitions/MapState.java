package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.DataFields;
import dev.tasktoken.testkit.internal.expressions.NumberField;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.expressions.StateFields;
import dev.tasktoken.testkit.internal.values.DataLimit;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the same states for each item of a list; its result is the list of their outputs. Inline mode only. */
record MapState(
        DataFields data,
        MapItems items,
        Optional<NumberField> mostAtOnce,
        StateGraph processor,
        ErrorRules errorRules,
        Optional<String> next)
        implements State {
    private static final StateFields FIELDS = StateFields.of(
                    "ItemProcessor",
                    "ItemSelector",
                    "MaxConcurrency",
                    "ToleratedFailureCount",
                    "ToleratedFailurePercentage",
                    "Assign",
                    "Next",
                    "End",
                    "Retry",
                    "Catch")
            .inJsonPath(
                    "Iterator",
                    "ItemsPath",
                    "MaxConcurrencyPath",
                    "ToleratedFailureCountPath",
                    "ToleratedFailurePercentagePath",
                    "InputPath",
                    "Parameters",
                    "ResultSelector",
                    "ResultPath",
                    "OutputPath")
            .inJsonata("Items", "Output");
    private static final StateFields PROCESSOR_FIELDS =
            StateFields.bare("ProcessorConfig", "StartAt", "States", "Comment");

    static MapState read(AslObject asl, GraphReader graphs) {
        FIELDS.check(asl);
        DataFields data = DataFields.read(asl);
        MapItems items = MapItems.read(asl);
        Optional<NumberField> mostAtOnce = NumberField.read(asl, "MaxConcurrency", 0, Integer.MAX_VALUE);
        ToleratedFailures.check(asl);
        ErrorRules rules = ErrorRules.read(asl);
        Optional<String> next = StateFields.next(asl);
        StateGraph processor = processor(asl, graphs);
        return new MapState(data, items, mostAtOnce, processor, rules, next);
    }

    private static StateGraph processor(AslObject asl, GraphReader graphs) {
        String field = asl.requireOneOf("ItemProcessor", "Iterator");
        AslObject processor = asl.object(field).orElseThrow(() -> asl.refuse("Value is not an OBJECT", field));
        PROCESSOR_FIELDS.check(processor);
        processor.object("ProcessorConfig").ifPresent(MapState::refuseDistributed);
        return graphs.read(processor);
    }

    @Override
    public String type() {
        return "Map";
    }

    @Override
    public List<StateGraph> graphs() {
        return List.of(processor);
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
        List<Branch> branches = new ArrayList<>();
        JsonNode selected = data.selected(scope);
        for (JsonNode value : items.list(selected, scope)) {
            ObjectNode item = Json.object().put("Index", branches.size());
            item.set("Value", value);
            branches.add(new Branch(processor, items.input(value, selected, scope.withItem(item)), Optional.of(item)));
        }
        int limit = mostAtOnce.map(field -> field.value(selected, scope)).orElse(0);
        actions.runBranches(
                branches,
                limit == 0 ? Integer.MAX_VALUE : limit,
                Json.object().put("length", branches.size()),
                results -> data.exit(DataLimit.check(results), scope.withResult(results)));
    }

    private static void refuseDistributed(AslObject config) {
        String mode = config.optionalText("Mode").orElse("INLINE");
        if (mode.equals("INLINE")) {
            config.allowOnly(List.of("Mode"));
        } else {
            config.report("A Map state in mode " + mode + " is not supported by LocalStepFunctions", "Mode");
        }
    }
}

package dev.tasktoken.testkit;

import java.util.Map;
import java.util.Optional;

/** Reads one type of state from a definition. A new type is one class and one line here. */
@FunctionalInterface
interface StateReader {
    State read(AslObject asl, Integrations integrations);

    Map<String, StateReader> BY_TYPE = Map.of(
            "Task", TaskState::read,
            "Parallel", ParallelState::read,
            "Map", MapState::read,
            "Choice", (asl, integrations) -> ChoiceState.read(asl),
            "Wait", (asl, integrations) -> WaitState.read(asl),
            "Pass", (asl, integrations) -> PassState.read(asl),
            "Succeed", (asl, integrations) -> SucceedState.read(asl),
            "Fail", (asl, integrations) -> FailState.read(asl));

    static State readAny(AslObject asl, Integrations integrations) {
        String type = asl.text("Type");
        StateReader reader = BY_TYPE.get(type);
        if (reader == null) {
            throw asl.refuse("State type '" + type + "' is not supported by LocalStepFunctions", "Type");
        }
        return reader.read(asl.inItsOwnLanguage(), integrations);
    }

    /** Reads Next or End, exactly one of which a state has that is not an end by its type. */
    static Optional<String> next(AslObject asl) {
        asl.requireOneOf("Next", "End");
        if (asl.has("End") && !asl.flag("End")) {
            throw asl.refuse("Value must be true", "End");
        }
        return asl.optionalText("Next");
    }
}

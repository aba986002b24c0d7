package dev.tasktoken.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads one type of state from a definition. A new type is one class and one line here. */
@FunctionalInterface
interface StateReader {
    State read(AslObject asl, Integrations integrations);

    Map<String, StateReader> BY_TYPE = Map.of(
            "Task", TaskState::read,
            "Pass", (asl, integrations) -> PassState.read(asl),
            "Succeed", (asl, integrations) -> SucceedState.read(asl),
            "Fail", (asl, integrations) -> FailState.read(asl));

    static State readAny(AslObject asl, Integrations integrations) {
        String type = asl.text("Type");
        StateReader reader = BY_TYPE.get(type);
        if (reader == null) {
            throw asl.refuse("State type '" + type + "' is not supported by LocalStepFunctions", "Type");
        }
        asl.optionalText("QueryLanguage").ifPresent(language -> requireJsonPath(asl, language));
        return reader.read(asl, integrations);
    }

    static void requireJsonPath(AslObject asl, String queryLanguage) {
        if (!queryLanguage.equals("JSONPath")) {
            throw asl.refuse(
                    "QueryLanguage '" + queryLanguage + "' is not supported by LocalStepFunctions", "QueryLanguage");
        }
    }

    /** The fields every state may have, and the given ones. */
    static Set<String> fields(String... more) {
        Set<String> fields = new TreeSet<>(List.of(more));
        fields.addAll(List.of("Type", "Comment", "QueryLanguage"));
        return Set.copyOf(fields);
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

package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** Fails the execution under a name of its own. */
record FailState(
        Optional<String> error, Optional<DataPath> errorPath, Optional<String> cause, Optional<DataPath> causePath)
        implements State {
    private static final Set<String> FIELDS = StateReader.fields("Error", "ErrorPath", "Cause", "CausePath");

    static FailState read(AslObject asl) {
        asl.allowOnly(FIELDS);
        asl.refuseBoth("Error", "ErrorPath");
        asl.refuseBoth("Cause", "CausePath");
        return new FailState(
                asl.optionalText("Error"), path(asl, "ErrorPath"), asl.optionalText("Cause"), path(asl, "CausePath"));
    }

    @Override
    public String type() {
        return "Fail";
    }

    @Override
    public Optional<String> next() {
        return Optional.empty();
    }

    @Override
    public void attempt(Visit visit) {
        JsonNode context = visit.context(Optional.empty());
        Optional<String> failedAs =
                errorPath.map(path -> text(path, visit, context)).or(() -> error);
        Optional<String> because =
                causePath.map(path -> text(path, visit, context)).or(() -> cause);
        visit.fail(new StateError(failedAs.orElse(null), because.orElse(null)));
    }

    private static Optional<DataPath> path(AslObject asl, String field) {
        return asl.optionalText(field).map(text -> DataPath.compile(asl, field, text));
    }

    private static String text(DataPath path, Visit visit, JsonNode context) {
        JsonNode value = path.read(visit.input(), context);
        if (!value.isTextual()) {
            throw StateFailure.runtime("The JSONPath '" + path + "' must select a string");
        }
        return value.textValue();
    }
}

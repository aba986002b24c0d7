package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.DataFields;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.expressions.StateFields;
import java.util.Optional;

/** Passes its input on, or a fixed result. */
record PassState(DataFields data, Optional<JsonNode> result, Optional<String> next) implements State {
    private static final StateFields FIELDS = StateFields.of("Next", "End", "Assign")
            .inJsonPath("InputPath", "Parameters", "Result", "ResultPath", "OutputPath")
            .inJsonata("Output");

    static PassState read(AslObject asl) {
        FIELDS.check(asl);
        return new PassState(DataFields.read(asl), asl.value("Result"), StateFields.next(asl));
    }

    @Override
    public String type() {
        return "Pass";
    }

    @Override
    public void attempt(StateActions actions) {
        Scope scope = actions.scope();
        JsonNode effective = data.effective(scope);
        actions.complete(data.exit(result.orElse(effective), scope));
    }
}

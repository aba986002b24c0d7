package dev.tasktoken.testkit.internal.definitions;

import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.DataFields;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.expressions.StateFields;
import java.util.Optional;

/** Ends its sequence of states successfully. */
record SucceedState(DataFields data) implements State {
    private static final StateFields FIELDS =
            StateFields.of().inJsonPath("InputPath", "OutputPath").inJsonata("Output");

    static SucceedState read(AslObject asl) {
        FIELDS.check(asl);
        return new SucceedState(DataFields.read(asl));
    }

    @Override
    public String type() {
        return "Succeed";
    }

    @Override
    public Optional<String> next() {
        return Optional.empty();
    }

    @Override
    public void attempt(StateActions actions) {
        Scope scope = actions.scope();
        actions.complete(data.exit(data.effective(scope), scope));
    }
}

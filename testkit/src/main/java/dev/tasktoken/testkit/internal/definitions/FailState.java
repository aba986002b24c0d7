package dev.tasktoken.testkit.internal.definitions;

import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.StateFields;
import dev.tasktoken.testkit.internal.expressions.TextField;
import dev.tasktoken.testkit.internal.values.StateError;
import java.util.Optional;

/** Fails the execution under a name of its own. */
record FailState(Optional<TextField> error, Optional<TextField> cause) implements State {
    private static final StateFields FIELDS = StateFields.of("Error", "Cause").inJsonPath("ErrorPath", "CausePath");

    static FailState read(AslObject asl) {
        FIELDS.check(asl);
        return new FailState(TextField.read(asl, "Error"), TextField.read(asl, "Cause"));
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
    public void attempt(StateActions actions) {
        actions.fail(new StateError(
                error.map(field -> text(field, actions)).orElse(null),
                cause.map(field -> text(field, actions)).orElse(null)));
    }

    private static String text(TextField field, StateActions actions) {
        return field.value(actions.input(), actions.scope());
    }
}

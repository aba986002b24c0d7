package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.DataFields;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.expressions.StateFields;
import java.util.Optional;

/** Waits by the movable clock, and passes its input on. */
record WaitState(DataFields data, WaitTime time, Optional<String> next) implements State {
    private static final StateFields FIELDS = StateFields.of("Seconds", "Timestamp", "Assign", "Next", "End")
            .inJsonPath("SecondsPath", "TimestampPath", "InputPath", "OutputPath")
            .inJsonata("Output");

    static WaitState read(AslObject asl) {
        FIELDS.check(asl);
        DataFields data = DataFields.read(asl);
        Optional<String> next = StateFields.next(asl);
        return new WaitState(data, WaitTime.read(asl), next);
    }

    @Override
    public String type() {
        return "Wait";
    }

    @Override
    public boolean recordsAbort() {
        return true;
    }

    @Override
    public void attempt(StateActions actions) {
        Scope scope = actions.scope();
        JsonNode selected = data.selected(scope);
        actions.waitThenComplete(now -> time.delay(selected, scope, now), () -> data.exit(selected, scope));
    }
}

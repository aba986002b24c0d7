package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** Waits by the movable clock, and passes its input on. */
record WaitState(DataFields data, WaitTime time, Optional<String> next) implements State {
    private static final StateFields FIELDS = StateFields.of("Seconds", "Timestamp", "Assign", "Next", "End")
            .inJsonPath("SecondsPath", "TimestampPath", "InputPath", "OutputPath")
            .inJsonata("Output");

    static WaitState read(AslObject asl) {
        FIELDS.check(asl);
        return new WaitState(DataFields.read(asl), WaitTime.read(asl), StateReader.next(asl));
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
    public void attempt(Visit visit) {
        Scope scope = visit.scope();
        JsonNode selected = data.selected(scope);
        Engine engine = visit.flow().execution().workflow().engine();
        Duration delay = time.delay(selected, scope, engine.clock().instant());
        Timers.Timer timer = engine.after(delay, () -> visit.guarded(() -> visit.complete(data.exit(selected, scope))));
        visit.onStop(() -> engine.cancel(timer));
    }
}

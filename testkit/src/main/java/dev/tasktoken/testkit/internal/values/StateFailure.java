package dev.tasktoken.testkit.internal.values;

import java.util.Optional;

/** Thrown where a state cannot go on; carries what its Retry and Catch rules will see. */
public final class StateFailure extends RuntimeException {
    private final transient StateError error;
    private final transient Optional<String> location;
    private final boolean afterEntry;

    public StateFailure(StateError error) {
        this(error, Optional.empty(), true);
    }

    private StateFailure(StateError error, Optional<String> location, boolean afterEntry) {
        super(error.error(), null, false, false);
        this.error = error;
        this.location = location;
        this.afterEntry = afterEntry;
    }

    public static StateFailure runtime(String cause) {
        return new StateFailure(new StateError(StateError.RUNTIME, cause));
    }

    /** A JSONata expression that gave nothing, or nothing of the right type. */
    public static StateFailure query(String cause, String location) {
        return new StateFailure(new StateError(StateError.QUERY_EVALUATION, cause), Optional.of(location), false);
    }

    /** A JSONata expression that gave what the state then cannot use. */
    public static StateFailure unusable(String cause, String location) {
        return new StateFailure(new StateError(StateError.QUERY_EVALUATION, cause), Optional.of(location), true);
    }

    /** A state in JSONata that has no expression to blame. */
    public static StateFailure query(String cause) {
        return new StateFailure(new StateError(StateError.QUERY_EVALUATION, cause), Optional.empty(), false);
    }

    public static StateFailure intrinsic(String cause) {
        return new StateFailure(new StateError(StateError.INTRINSIC, cause));
    }

    /** What a state sees of any exception: one that is not meant for it names its class only. */
    public static StateError errorOf(Exception thrown) {
        return thrown instanceof StateFailure known
                ? known.error()
                : new StateError(
                        StateError.RUNTIME,
                        "The call failed: " + thrown.getClass().getName());
    }

    public StateError error() {
        return error;
    }

    /** The field whose expression could not be evaluated. */
    public Optional<String> location() {
        return location;
    }

    /** Whether the state had got further than evaluating its fields. */
    public boolean isAfterEntry() {
        return afterEntry;
    }
}

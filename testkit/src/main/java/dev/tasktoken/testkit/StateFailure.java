package dev.tasktoken.testkit;

import java.util.Optional;

/** Thrown where a state cannot go on; carries what its Retry and Catch rules will see. */
final class StateFailure extends RuntimeException {
    private final transient StateError error;
    private final transient Optional<String> location;
    private final boolean afterEntry;

    StateFailure(StateError error) {
        this(error, Optional.empty(), true);
    }

    private StateFailure(StateError error, Optional<String> location, boolean afterEntry) {
        super(error.error(), null, false, false);
        this.error = error;
        this.location = location;
        this.afterEntry = afterEntry;
    }

    static StateFailure runtime(String cause) {
        return new StateFailure(new StateError(StateError.RUNTIME, cause));
    }

    /** A JSONata expression that gave nothing, or nothing of the right type. */
    static StateFailure query(String cause, String location) {
        return new StateFailure(new StateError(StateError.QUERY_EVALUATION, cause), Optional.of(location), false);
    }

    /** A JSONata expression that gave what the state then cannot use. */
    static StateFailure unusable(String cause, String location) {
        return new StateFailure(new StateError(StateError.QUERY_EVALUATION, cause), Optional.of(location), true);
    }

    /** A state in JSONata that has no expression to blame. */
    static StateFailure query(String cause) {
        return new StateFailure(new StateError(StateError.QUERY_EVALUATION, cause), Optional.empty(), false);
    }

    static StateFailure intrinsic(String cause) {
        return new StateFailure(new StateError(StateError.INTRINSIC, cause));
    }

    StateError error() {
        return error;
    }

    /** The field whose expression could not be evaluated. */
    Optional<String> location() {
        return location;
    }

    /** Whether the state had got further than evaluating its fields. */
    boolean isAfterEntry() {
        return afterEntry;
    }
}

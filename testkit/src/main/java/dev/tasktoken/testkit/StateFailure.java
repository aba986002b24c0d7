package dev.tasktoken.testkit;

/** Thrown where a state cannot go on; carries what its Retry and Catch rules will see. */
final class StateFailure extends RuntimeException {
    private final transient StateError error;

    StateFailure(StateError error) {
        super(error.error(), null, false, false);
        this.error = error;
    }

    static StateFailure runtime(String cause) {
        return new StateFailure(new StateError(StateError.RUNTIME, cause));
    }

    StateError error() {
        return error;
    }
}

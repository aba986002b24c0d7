package dev.tasktoken.testkit.internal.definitions;

import java.util.List;
import java.util.Optional;

/** One state of a definition: immutable, shared by all executions. */
public interface State {
    /** The word in the field Type, which also begins the names of the state's events. */
    String type();

    /** Begins an attempt: at entry, and again for each retry. Ends in one of the actions. */
    void attempt(StateActions actions);

    /** The state that follows, or empty for one that ends its sequence of states. */
    Optional<String> next();

    public default ErrorRules errorRules() {
        return ErrorRules.NONE;
    }

    /**
     * Whether the state may have Retry rules; the context object then counts its retries (recorded of Task and Map).
     */
    public default boolean canRetry() {
        return false;
    }

    /** The states inside this one. */
    public default List<StateGraph> graphs() {
        return List.of();
    }

    /** Whether the service records that such a state was aborted; it has no event for the quick ones. */
    public default boolean recordsAbort() {
        return false;
    }
}

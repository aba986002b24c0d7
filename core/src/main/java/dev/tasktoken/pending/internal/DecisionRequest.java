package dev.tasktoken.pending.internal;

import dev.tasktoken.pending.DecidedBy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which task is to be decided, and who asks.
 *
 * @param attempt null for whichever waits
 * @param by null if the caller did not say
 * @param needsVotes whether a task's policy holds; a program that ends a task by its own deadline needs no votes
 */
public record DecisionRequest(
        String id, @Nullable String attempt, @Nullable DecidedBy by, boolean needsVotes) {
    public static DecisionRequest of(String id) {
        return of(id, null, null);
    }

    public static DecisionRequest of(String id, @Nullable String attempt, @Nullable DecidedBy by) {
        return new DecisionRequest(id, attempt, by, true);
    }

    public Optional<DecidedBy> person() {
        return Optional.ofNullable(by);
    }
}

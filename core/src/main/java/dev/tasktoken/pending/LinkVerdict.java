package dev.tasktoken.pending;

import dev.tasktoken.TaskToken;
import java.time.Instant;
import java.util.Optional;

/**
 * What a confirmation link turned out to be: valid, expired, or not one of ours.
 *
 * <p>Immutable and thread-safe. {@link CallbackLinks#verify} makes them.
 */
public sealed interface LinkVerdict {
    /**
     * The link is genuine and has not expired. Only the store knows whether the task still waits, and whether it is
     * still this attempt.
     *
     * @param id the id that the task is pending under
     * @param attempt the attempt of the task that the link was made for, a {@link TaskToken#fingerprint()}
     * @param action what the link decides
     * @param expiresAt when its time runs out, to the second
     * @param person whom the link was made for; empty if nobody was named
     */
    record Valid(String id, String attempt, String action, Instant expiresAt, Optional<String> person)
            implements LinkVerdict {}

    /**
     * The link is genuine, but its time has run out.
     *
     * @param id the id that the task is pending under
     * @param action what the link would have decided
     * @param expiredAt when its time ran out, to the second
     */
    record Expired(String id, String action, Instant expiredAt) implements LinkVerdict {}

    /**
     * The link is not one of ours: changed, cut, made up, signed with a key that is no longer known, or for an action
     * that is no longer allowed. It does not show which of these it is, so that nobody can find a valid one by trial.
     */
    record Invalid() implements LinkVerdict {}
}

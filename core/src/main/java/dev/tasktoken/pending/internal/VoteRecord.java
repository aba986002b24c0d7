package dev.tasktoken.pending.internal;

import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.Vote;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a task's log of votes.
 *
 * @param name which task's, and the how many-th
 * @param nonce distinguishes our own vote, found by a repeated write, from another caller's; also the decision's, if
 *     this vote completes the policy
 * @param decision what is sent if this vote decides; null for a withdrawal
 */
public record VoteRecord(
        RecordKey name, String nonce, Vote vote, @Nullable Decision decision) {}

package dev.tasktoken.simulation;

import dev.tasktoken.pending.DecisionOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's decision.
 *
 * @param output what the task would be answered with; no other press has the same
 * @param outcome what the caller was told; null if it was told nothing, or that it failed
 */
record Press(String id, String output, @Nullable DecisionOutcome outcome) {}

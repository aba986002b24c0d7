/**
 * Processes deliveries: runs the handler, sends its answer and returns a settlement. Covers duplicates, heartbeats,
 * deadlines and answers that were not delivered.
 *
 * <p>Start at {@code CallbackProcessor}.
 */
@NullMarked
package dev.tasktoken.processor;

import org.jspecify.annotations.NullMarked;

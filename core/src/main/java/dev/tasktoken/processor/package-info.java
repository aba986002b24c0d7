/**
 * Processes deliveries: runs the handler, sends its answer and returns a settlement. Here are handlers and listeners,
 * and what happens around a run of a handler: duplicates, heartbeats, leases, deadlines, the logging context, answers
 * that were not delivered, and dead letters.
 *
 * <p>Start at {@code CallbackProcessor}.
 */
@NullMarked
package dev.tasktoken.processor;

import org.jspecify.annotations.NullMarked;

/**
 * A delivery in, the handler's work, the answer sent, a settlement out: duplicates, heartbeats, deadlines and answers
 * that were not delivered included.
 *
 * <p>Start at {@code CallbackProcessor}.
 */
@NullMarked
package dev.tasktoken.processor;

import org.jspecify.annotations.NullMarked;

/**
 * Finds the task token of a paused AWS Step Functions task in whatever arrived and answers the task.
 *
 * <p>Start at {@link dev.tasktoken.CallbackProcessor} when a handler does the work, or at
 * {@link dev.tasktoken.TokenResponder} to answer by hand.
 */
@NullMarked
package dev.tasktoken;

import org.jspecify.annotations.NullMarked;

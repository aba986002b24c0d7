/**
 * Callbacks of Lambda durable functions, answered as the tasks of Step Functions are.
 *
 * <p>Start at {@code CallbackResponder}.
 */
@NullMarked
package dev.tasktoken.durable;

import org.jspecify.annotations.NullMarked;

/**
 * Open tasks, found in the histories of their executions and answered without the message that handed their tokens out.
 *
 * <p>Start at {@code OpenTasks}.
 */
@NullMarked
package dev.tasktoken.history;

import org.jspecify.annotations.NullMarked;

/**
 * Sends the messages of open tasks again, to the queue, topic or function that their states sent them to.
 *
 * <p>Start at {@link dev.tasktoken.resend.TaskResender}. {@link dev.tasktoken.history.OpenTasks} finds the tasks.
 */
@NullMarked
package dev.tasktoken.resend;

import org.jspecify.annotations.NullMarked;

/**
 * Micrometer meters of deliveries and their tasks, and of tasks that wait.
 *
 * <p>Start at {@link dev.tasktoken.micrometer.CallbackMeters}, or at {@link dev.tasktoken.micrometer.OpenTaskMeters}
 * for the tasks that wait for their token.
 */
@NullMarked
package dev.tasktoken.micrometer;

import org.jspecify.annotations.NullMarked;

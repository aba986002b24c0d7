/**
 * Micrometer meters of deliveries and their tasks.
 *
 * <p>Start at {@link dev.tasktoken.micrometer.CallbackMeters}.
 */
@NullMarked
package dev.tasktoken.micrometer;

import org.jspecify.annotations.NullMarked;

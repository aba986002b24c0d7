/**
 * Made-up messages with a task token in them, and the shapes in which tokens arrive.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.deliveries.TokenMessage}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.deliveries;

import org.jspecify.annotations.NullMarked;

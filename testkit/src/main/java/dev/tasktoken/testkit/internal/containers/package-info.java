/**
 * Containers in the JVM: programs of the user's, run on threads.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.containers.Containers}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.containers;

import org.jspecify.annotations.NullMarked;

/**
 * EventBridge buses in the JVM: rules with event patterns, and what is delivered to their targets.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.buses.Buses}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.buses;

import org.jspecify.annotations.NullMarked;

/**
 * API for what the Task states of a {@code LocalStepFunctions} call, beside its functions, queues and topics: tables,
 * buses, containers and any other service in the JVM.
 *
 * <p>Start at {@link dev.tasktoken.testkit.integrations.LocalIntegrations}.
 */
@NullMarked
package dev.tasktoken.testkit.integrations;

import org.jspecify.annotations.NullMarked;

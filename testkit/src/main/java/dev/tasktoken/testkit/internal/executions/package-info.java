/**
 * Running an execution: its states, its branches, the tasks that wait for a token, the environment that executions
 * share, and the history with its events.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.executions.Execution}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.executions;

import org.jspecify.annotations.NullMarked;

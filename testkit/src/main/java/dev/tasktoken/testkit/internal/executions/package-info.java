/**
 * Running an execution: its states, its branches, the tasks that wait for a token, and its history.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.executions.Execution}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.executions;

import org.jspecify.annotations.NullMarked;

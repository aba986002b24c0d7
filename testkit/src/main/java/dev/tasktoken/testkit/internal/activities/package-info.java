/**
 * Activities: the tasks that wait for a worker, and the workers that wait for a task.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.activities.Activities}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.activities;

import org.jspecify.annotations.NullMarked;

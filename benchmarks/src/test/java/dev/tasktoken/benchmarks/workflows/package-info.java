/** How many executions LocalStepFunctions runs in a second, and how soon it has started. */
@NullMarked
package dev.tasktoken.benchmarks.workflows;

import org.jspecify.annotations.NullMarked;

/**
 * Measures the time from the start of a function's process to the arrival of its answer, with this library and without
 * it. Start at {@link dev.tasktoken.benchmarks.coldstart.ColdStart}.
 */
@NullMarked
package dev.tasktoken.benchmarks.coldstart;

import org.jspecify.annotations.NullMarked;

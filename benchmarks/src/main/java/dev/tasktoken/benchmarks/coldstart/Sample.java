package dev.tasktoken.benchmarks.coldstart;

/**
 * One cold start.
 *
 * @param wallMillis from the start of the process, or from its restore, to the arrival of its answer
 * @param cpuMillis the processor time the process had used by then
 */
record Sample(double wallMillis, double cpuMillis) {}

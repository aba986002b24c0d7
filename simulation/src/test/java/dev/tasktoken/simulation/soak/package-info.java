/** Runs a worker, heartbeats, decisions and lists for a long time under faults, and watches what the process holds. */
@NullMarked
package dev.tasktoken.simulation.soak;

import org.jspecify.annotations.NullMarked;

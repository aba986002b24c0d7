/**
 * Plays histories of the library with a service, a queue and a store in memory: every call can fail, lie, or be the
 * last one of its process, and every other process may go on in between. Start at {@code World}.
 */
@NullMarked
package dev.tasktoken.simulation;

import org.jspecify.annotations.NullMarked;

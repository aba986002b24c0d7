/**
 * Time, timers and threads: runs everything that happens in one LocalStepFunctions, one step at a time. Here is also
 * what is repeated on the movable clock until it succeeds.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.engine.Engine}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.engine;

import org.jspecify.annotations.NullMarked;

/**
 * What every other package uses: JSON and its differences, errors, ARNs, task tokens, times, limits, and which
 * optimized integrations there are.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.values.Json}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.values;

import org.jspecify.annotations.NullMarked;

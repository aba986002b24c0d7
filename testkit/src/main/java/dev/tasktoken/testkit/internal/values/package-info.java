/**
 * JSON, errors, ARNs, task tokens and limits: what every other package uses.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.values.Json}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.values;

import org.jspecify.annotations.NullMarked;

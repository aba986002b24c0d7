/**
 * The API of Step Functions over HTTP: its operations, their checks, and the faults of calls.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.api.ApiServer}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.api;

import org.jspecify.annotations.NullMarked;

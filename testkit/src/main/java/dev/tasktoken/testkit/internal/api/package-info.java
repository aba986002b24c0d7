/**
 * The API of Step Functions over HTTP: the server, requests and responses, operations and their checks, and the faults
 * that calls meet.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.api.ApiServer}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.api;

import org.jspecify.annotations.NullMarked;

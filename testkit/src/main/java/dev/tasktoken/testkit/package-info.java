/**
 * Step Functions callbacks as the service really behaves, in the JVM, for tests: the API that users of the testkit see.
 *
 * <p>Start at {@link dev.tasktoken.testkit.LocalStepFunctions}.
 */
@NullMarked
package dev.tasktoken.testkit;

import org.jspecify.annotations.NullMarked;

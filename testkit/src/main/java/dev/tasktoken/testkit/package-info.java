/**
 * Step Functions callbacks as the service really behaves, in the JVM, for tests: {@code LocalStepFunctions} with its
 * functions, topics and faults, assertions, recorders, and the deliveries that messages are made of.
 *
 * <p>Start at {@link dev.tasktoken.testkit.LocalStepFunctions}.
 */
@NullMarked
package dev.tasktoken.testkit;

import org.jspecify.annotations.NullMarked;

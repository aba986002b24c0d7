/**
 * Step Functions callbacks as the service really behaves, in the JVM, for tests: the API that users of the testkit see.
 * Here are the local service with its functions, topics, faults and clock; deliveries to test with; recorders,
 * assertions, and contracts for adapters and stores.
 *
 * <p>Start at {@link dev.tasktoken.testkit.LocalStepFunctions}.
 */
@NullMarked
package dev.tasktoken.testkit;

import org.jspecify.annotations.NullMarked;

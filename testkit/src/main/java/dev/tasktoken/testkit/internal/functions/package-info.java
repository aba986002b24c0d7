/**
 * Lambda functions in the JVM, and how they are invoked.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.functions.FunctionRegistry}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.functions;

import org.jspecify.annotations.NullMarked;

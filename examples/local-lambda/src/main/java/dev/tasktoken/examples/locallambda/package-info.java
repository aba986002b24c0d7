/**
 * A function's process on this machine, and the runtime API that it talks to.
 *
 * <p>Start at {@link dev.tasktoken.examples.locallambda.FunctionProcess}.
 */
@NullMarked
package dev.tasktoken.examples.locallambda;

import org.jspecify.annotations.NullMarked;

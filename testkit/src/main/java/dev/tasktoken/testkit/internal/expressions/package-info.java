/**
 * How data passes through a state: paths, intrinsic functions, JSONata, and the fields that use them, with what the
 * service refuses in them.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.expressions.DataFields}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.expressions;

import org.jspecify.annotations.NullMarked;

/**
 * How data passes through a state: paths, intrinsic functions, JSONata, and the fields that use them, with what the
 * service refuses in them. Here is also how a field of a definition is read: objects of the states language, texts and
 * numbers that may be expressions.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.expressions.DataFields}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.expressions;

import org.jspecify.annotations.NullMarked;

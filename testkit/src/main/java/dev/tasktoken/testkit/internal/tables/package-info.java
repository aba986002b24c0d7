/**
 * DynamoDB tables in memory: items, and the expressions that change and check them.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.tables.Tables}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.tables;

import org.jspecify.annotations.NullMarked;

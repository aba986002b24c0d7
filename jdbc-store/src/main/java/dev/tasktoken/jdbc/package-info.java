/**
 * Keeps pending tasks in PostgreSQL or H2.
 *
 * <p>Start at {@link dev.tasktoken.jdbc.JdbcTokenStore}.
 */
@NullMarked
package dev.tasktoken.jdbc;

import org.jspecify.annotations.NullMarked;

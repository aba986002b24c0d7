/** Orders and the tasks that wait for their approval, in one PostgreSQL database. */
@NullMarked
package dev.tasktoken.examples.jdbc;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.tasktoken.examples.jdbc;

import org.jspecify.annotations.NullMarked;

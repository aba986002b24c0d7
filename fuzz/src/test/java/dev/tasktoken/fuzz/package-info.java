/** Hostile input for every reader. */
@NullMarked
package dev.tasktoken.fuzz;

import org.jspecify.annotations.NullMarked;

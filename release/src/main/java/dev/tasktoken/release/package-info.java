/** Rules for all published modules at once, which are tests, and the common documentation; start at the tests. */
@NullMarked
package dev.tasktoken.release;

import org.jspecify.annotations.NullMarked;

/** What holds for all published modules at once. */
@NullMarked
package dev.tasktoken.release;

import org.jspecify.annotations.NullMarked;

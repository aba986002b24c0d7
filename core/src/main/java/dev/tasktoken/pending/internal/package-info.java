/** The records of pending tasks: their names, their format, and the cursors of their lists. No API. */
@NullMarked
package dev.tasktoken.pending.internal;

import org.jspecify.annotations.NullMarked;

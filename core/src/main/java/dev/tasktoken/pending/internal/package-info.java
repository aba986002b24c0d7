/**
 * The records of pending tasks: their names, their format, and what lists select of them. The signed text of links. No
 * API.
 */
@NullMarked
package dev.tasktoken.pending.internal;

import org.jspecify.annotations.NullMarked;

/** Breaks every rule for published modules, to show that each can be broken. */
@NullMarked
package dev.tasktoken.release.offenders;

import org.jspecify.annotations.NullMarked;

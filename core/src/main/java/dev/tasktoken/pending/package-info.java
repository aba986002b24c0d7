/**
 * Tasks that are answered later and elsewhere: tokens stored under ids, decisions that are recorded once, signed links.
 *
 * <p>Start at {@code PendingTasks}.
 */
@NullMarked
package dev.tasktoken.pending;

import org.jspecify.annotations.NullMarked;

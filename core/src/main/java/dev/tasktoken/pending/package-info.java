/**
 * Tasks that are answered later and elsewhere: tokens are parked under ids in a store, decisions are recorded once and
 * then sent, and signed links let a person decide. Here are the store's records, their keys and their format.
 *
 * <p>Start at {@code PendingTasks}.
 */
@NullMarked
package dev.tasktoken.pending;

import org.jspecify.annotations.NullMarked;

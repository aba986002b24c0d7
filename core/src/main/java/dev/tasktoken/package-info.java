/**
 * The task token, and answering its task: success, failure, heartbeat. The exceptions that any of the library's calls
 * may throw stand here, too.
 *
 * <p>Start at {@code TokenResponder}. What arrived is read in {@code dev.tasktoken.delivery}, from delivery to answer
 * in one call is {@code dev.tasktoken.processor}, and tasks that are answered later are in
 * {@code dev.tasktoken.pending}. Open tasks are found in the histories of their executions by
 * {@code dev.tasktoken.history}.
 */
@NullMarked
package dev.tasktoken;

import org.jspecify.annotations.NullMarked;

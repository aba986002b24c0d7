/**
 * The task token, and answering its task: success, failure, heartbeat. Here are the responders, what they send (outputs
 * as JSON, failures cut to the service's limits), what the service replies, and how a token is kept out of texts.
 * Exceptions that callers of several packages handle are here, too.
 *
 * <p>Start at {@code TokenResponder}. What arrived is read in {@code dev.tasktoken.delivery}, from delivery to answer
 * in one call is {@code dev.tasktoken.processor}, and tasks that are answered later are in
 * {@code dev.tasktoken.pending}. Open tasks are found in the histories of their executions by
 * {@code dev.tasktoken.history}.
 */
@NullMarked
package dev.tasktoken;

import org.jspecify.annotations.NullMarked;

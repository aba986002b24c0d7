package dev.tasktoken.processor;

import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskToken;

/**
 * What happens to a handler that has not returned when its delivery's deadline is near. The deadline is for instance
 * the timeout of a Lambda function, at which Lambda kills it.
 *
 * <p>With {@link #REDELIVER} and {@link #FAIL_TASK} the handler of a delivery that has a deadline runs on a thread of
 * its own, which also binds the payload, so that the caller's thread can answer in time. That thread has the caller's
 * logging context (MDC) and context class loader. A handler that is given up is interrupted, and its token is revoked,
 * even if its thread wakes in a function that was thawed for the next invocation. Answers, heartbeats and parking throw
 * {@link IllegalStateException} then:
 *
 * <ul>
 *   <li>with the handler's own {@link CallbackTask}, envelope and token, always
 *   <li>with any copy of the token on the handler's own thread, always, by every responder
 *   <li>with a copy of the token on any other thread, by the processor's responder: for 15 minutes, or until this
 *       process processes the task another time. A copy is made of {@link TaskToken#value()} or by reading
 *       {@link CallbackTask#delivery()}
 * </ul>
 *
 * <p>The processor cannot stop another process that received the token, another responder on another thread, or a call
 * of the SDK's client with the text.
 */
public enum DeadlineAction {
    /** The default: nothing is sent, and the delivery is redelivered. */
    REDELIVER,

    /**
     * The task is failed with {@link TaskFailure#DEADLINE_REACHED}, which the state machine can {@code Retry} or
     * {@code Catch} at once, and the delivery is acknowledged.
     */
    FAIL_TASK,

    /** Nothing: the handler runs on the calling thread for as long as it takes, or until the process is ended. */
    IGNORE
}

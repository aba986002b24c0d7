package dev.tasktoken;

/**
 * What becomes of work that is not done when its delivery's deadline is near: a Lambda function's own end, for
 * instance, after which it is killed in the middle of whatever it does.
 *
 * <p>With {@link #GIVE_BACK} and {@link #FAIL_TASK} the handler of a delivery that has a deadline runs on a thread of
 * its own, with the caller's logging context (MDC) and context class loader, so that the caller's thread can answer in
 * time. Work that is given up is interrupted, and its task is sealed for it: it can neither answer nor send a heartbeat
 * any more, even if its thread wakes in a function that was thawed for the next invocation.
 */
public enum DeadlineAction {
    /** The default: nothing is sent, and the delivery comes again. */
    GIVE_BACK,

    /**
     * The task is failed with {@link TaskFailure#DEADLINE_REACHED}, which the state machine can {@code Retry} or
     * {@code Catch} at once, and the delivery is done with.
     */
    FAIL_TASK,

    /** Nothing: the handler runs on the calling thread for as long as it takes, or until the process is ended. */
    WORK_ON
}

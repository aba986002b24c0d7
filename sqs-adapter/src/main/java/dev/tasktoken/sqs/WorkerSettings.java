package dev.tasktoken.sqs;

import dev.tasktoken.internal.Backoff;
import dev.tasktoken.processor.CallbackProcessor;
import java.time.Duration;

/**
 * The settings of a worker.
 *
 * @param processor runs the handler and answers the tasks
 * @param concurrency how many handlers run at once
 * @param visibilityTimeout of the receive call and of each renewal
 * @param waitTime of a poll
 * @param redelivery how long an unsettled message stays hidden
 * @param shutdownTimeout how long a stop takes, at most
 */
record WorkerSettings(
        CallbackProcessor<?> processor,
        int concurrency,
        Duration visibilityTimeout,
        Duration waitTime,
        Backoff redelivery,
        Duration shutdownTimeout) {}

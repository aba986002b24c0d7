package dev.tasktoken.sqs;

import dev.tasktoken.processor.CallbackProcessor;
import java.time.Duration;

/**
 * What a worker was built with.
 *
 * @param processor does the work
 * @param concurrency how many handlers run at once
 * @param visibilityTimeout of a received message, and of each renewal
 * @param waitTime of a poll
 * @param redelivery how long a message that is redelivered stays hidden
 * @param stopWithin how long a stop takes
 */
record WorkerSettings(
        CallbackProcessor<?> processor,
        int concurrency,
        Duration visibilityTimeout,
        Duration waitTime,
        Backoff redelivery,
        Duration stopWithin) {}

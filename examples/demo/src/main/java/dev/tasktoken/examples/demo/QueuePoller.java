package dev.tasktoken.examples.demo;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.examples.demo.DeliveryLog.Step;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.LambdaEvents;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Does what Lambda does between a queue and a function: receives batches, invokes the function with each, deletes
 * settled messages and releases the others. Every batch is processed by a new instance of the function, the worst case
 * that Lambda allows.
 *
 * <p>{@link #close()} waits for the batch in progress.
 */
final class QueuePoller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueuePoller.class);
    private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(20);

    private final Queue queue;
    private final Supplier<RequestHandler<SQSEvent, SQSBatchResponse>> function;
    private final DeliveryLog log;
    private final Set<String> deletesToLose = ConcurrentHashMap.newKeySet();
    private final Thread thread = new DaemonThread(this::poll);
    private volatile boolean closed;

    QueuePoller(Queue queue, Supplier<RequestHandler<SQSEvent, SQSBatchResponse>> function, DeliveryLog log) {
        this.queue = queue;
        this.function = function;
        this.log = log;
    }

    /** Loses the delete of this message once, so that SQS redelivers it, as at-least-once delivery permits. */
    QueuePoller losingOneDelete(String messageId) {
        deletesToLose.add(messageId);
        return this;
    }

    QueuePoller start() {
        thread.start();
        return this;
    }

    private void poll() {
        while (!closed) {
            try {
                List<Message> batch = queue.receive();
                if (!batch.isEmpty()) {
                    deliver(batch);
                }
            } catch (RuntimeException e) {
                LOG.warn("Polling {} failed", queue.name(), e);
                return;
            }
        }
    }

    private void deliver(List<Message> batch) {
        batch.forEach(message -> log.add(message.messageId(), receiveCount(message), Step.DELIVERED));
        Set<String> failed = invoke(batch);
        for (Message message : batch) {
            Step step = step(message, failed);
            if (step == Step.SETTLED) {
                queue.delete(message);
            } else {
                queue.release(message);
            }
            log.add(message.messageId(), receiveCount(message), step);
        }
    }

    /** Invokes the function and returns the failed messages: all of them, if it threw or reported an unknown id. */
    private Set<String> invoke(List<Message> batch) {
        Set<String> all = batch.stream().map(Message::messageId).collect(Collectors.toSet());
        Set<String> failed;
        try {
            failed = function
                    .get()
                    .handleRequest(
                            LambdaEvents.sqs(batch, queue.arn()),
                            LambdaContext.of(queue.name()).timeout(FUNCTION_TIMEOUT))
                    .getBatchItemFailures()
                    .stream()
                    .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                    .collect(Collectors.toSet());
        } catch (RuntimeException e) {
            LOG.warn(
                    "The function fed by {} threw {}",
                    queue.name(),
                    e.getClass().getName());
            return all;
        }
        return all.containsAll(failed) ? failed : all;
    }

    private Step step(Message message, Set<String> failed) {
        if (failed.contains(message.messageId())) {
            return Step.REPORTED_FAILED;
        }
        return deletesToLose.remove(message.messageId()) ? Step.DELETE_LOST : Step.SETTLED;
    }

    private static int receiveCount(Message message) {
        return Integer.parseInt(
                message.attributes().getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"));
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(FUNCTION_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.tasktoken.testkit.internal.functions;

import dev.tasktoken.testkit.internal.engine.DaemonThreads;
import dev.tasktoken.testkit.internal.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Polls a queue and invokes a function with each batch, up to five at once as Lambda begins with. The queue itself
 * hides what was received, keeps the groups of a FIFO queue in order and moves dead letters. Thread-safe.
 */
public final class EventSourceMapping {
    private static final Logger LOG = LoggerFactory.getLogger(EventSourceMapping.class);
    private static final int MOST_AT_ONCE = 5;
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final Engine engine;
    private final EventQueue queue;
    private final BatchRules rules;
    private final BatchInvocation invocation;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch polled = new CountDownLatch(1);
    /** Guarded by the engine's lock. */
    private int underWay;

    private EventSourceMapping(Engine engine, EventQueue queue, BatchRules rules, BatchInvocation invocation) {
        this.engine = engine;
        this.queue = queue;
        this.rules = rules;
        this.invocation = invocation;
    }

    /** Connects a queue with a function of a registry, and begins to poll. */
    public static EventSourceMapping start(
            FunctionRegistry functions, String function, EventQueue queue, BatchRules rules) {
        rules.check(queue.isFifo());
        BatchInvocation invocation =
                new BatchInvocation(functions, functions.require(function), queue, rules.reportsItemFailures());
        EventSourceMapping mapping = new EventSourceMapping(functions.engine(), queue, rules, invocation);
        new DaemonThreads("tasktoken-testkit-queue").newThread(mapping::poll).start();
        return mapping;
    }

    /** Polls and invokes nothing any more. */
    public void beginStop() {
        closing.countDown();
    }

    /** Invokes nothing any more, and waits for the invocations under way. What is received by now is released. */
    public void stop(Duration atMost) {
        beginStop();
        Optional<Boolean> idle = engine.await(atMost, () -> Optional.of(true).filter(none -> underWay == 0));
        if (idle.isEmpty()) {
            LOG.warn("Function {} still handles messages of {} after {}", invocation.function(), queue.url(), atMost);
        }
    }

    /** Waits until the queue is not polled any more, about a second. */
    public void awaitEnd(Duration atMost) {
        try {
            boolean ignored = polled.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        try {
            while (!isClosing()) {
                if (free.tryAcquire(1, TimeUnit.SECONDS)) {
                    deliver(receive());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The thread that polls {} was interrupted and ends", queue.url());
        } finally {
            polled.countDown();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Receives a batch; the window of one that is not full is on the movable clock. */
    private List<Message> receive() throws InterruptedException {
        List<Message> batch = new ArrayList<>();
        try {
            batch.addAll(queue.receive(rules.size()));
            Instant end = engine.clock().instant().plus(rules.window());
            while (!batch.isEmpty()
                    && hasRoom(batch)
                    && engine.clock().instant().isBefore(end)) {
                batch.addAll(queue.receive(rules.size() - batch.size()));
            }
        } catch (RuntimeException e) {
            pauseAfter(e);
        }
        return batch;
    }

    private boolean hasRoom(List<Message> batch) {
        return batch.size() < rules.size() && !isClosing();
    }

    private void pauseAfter(RuntimeException failure) throws InterruptedException {
        if (!isClosing()) {
            LOG.warn(
                    "Nothing could be received from {}: {}",
                    queue.url(),
                    failure.getClass().getName());
            boolean ignored = closing.await(AFTER_A_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void deliver(List<Message> batch) {
        if (batch.isEmpty()) {
            free.release();
        } else if (!engine.run(() -> begin(batch))) {
            queue.release(batch);
        }
    }

    private boolean begin(List<Message> batch) {
        if (isClosing()) {
            return false;
        }
        underWay++;
        engine.callFunction(
                () -> {
                    invocation.invoke(batch);
                    return true;
                },
                done -> end(),
                failure -> {
                    LOG.warn(
                            "A batch of {} failed unexpectedly: {}",
                            queue.url(),
                            failure.getClass().getName());
                    end();
                });
        return true;
    }

    private void end() {
        underWay--;
        free.release();
    }
}

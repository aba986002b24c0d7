package dev.tasktoken.sqs;

import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sqs.SqsWorkerStatus.State;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Polls a queue and processes what it receives, in a process that is not a Lambda function.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>concurrency: 10 handlers at once
 *   <li>visibility timeout: 30 s, renewed at a third for as long as the work takes, up to SQS's 12 hours after receipt
 *   <li>wait time of a poll: 20 s
 *   <li>redelivery delay: 2 s after the first receive, doubling up to 5 minutes
 *   <li>stop within: 20 s
 * </ul>
 *
 * <p>A message is received only when a handler is free for it; nothing is received ahead. A handler is free when it has
 * returned, or when the stage that it returned has ended; its answer is then sent and its message deleted without it.
 * While there are as many unanswered tasks as the concurrency allows handlers, because Step Functions is slow or
 * throttles, nothing more is received.
 *
 * <p>SQS counts a receive when it hands a message out, whatever happens next, and its redrive policy knows nothing
 * else. Three kinds of receives reach no handler: a response that was lost on its way, a poll that ends after the stop,
 * and a worker that is killed. So set {@code maxReceiveCount} to 5 or more, and with the redelivery delay in mind: it
 * is how long an outage may last before messages go to the dead-letter queue.
 *
 * <p>A FIFO queue's groups are processed in parallel, and inside a group in order: its next message is received after
 * the former was deleted. Each poll asks for one message, and up to ten polls go on at once. A message that is
 * redelivered keeps its group waiting in the queue, where it is not counted.
 *
 * <p>Messages are deleted in batches, at most 100 ms after they were settled, on a FIFO queue at once; a delete that
 * fails is tried again, and if it never succeeds the message is redelivered and its task is found closed.
 *
 * <p>A poll that fails is tried again until it works, with growing waits up to 20 s, or up to a minute where the queue
 * or the permission for it is missing. One warning is logged, and {@link #status()} reports it. A handler that dies of
 * a {@code VirtualMachineError} has its message redelivered like any other; the worker goes on, never ends the process,
 * and counts it in the status.
 *
 * <p>The threads are the worker's own and named {@code tasktoken-worker-<queue>-...}. The worker keeps the process
 * alive until it is stopped; handlers that ignore their interrupt and polls in progress do not. One poll goes on at a
 * time; while polls bring at least half of what they ask for there are more, up to one for every ten handlers and at
 * most ten. When a handler becomes free while others work, a poll waits up to 20 ms for more of them, and asks for up
 * to ten messages. Thread-safe. The clients of SQS and of the processor stay the caller's to close, after the stop. An
 * SQS client's timeouts must be longer than the wait time.
 *
 * <p>Needs {@code sqs:ReceiveMessage}, {@code sqs:DeleteMessage} and {@code sqs:ChangeMessageVisibility}. Build the
 * client with {@code checksumValidationEnabled(false)}, or it logs bodies, tokens included, at DEBUG (see
 * {@link SqsMessages}).
 *
 * <pre>{@code
 * SqsWorker worker = SqsWorker.builder(sqs, queueUrl, processor).build();
 * Runtime.getRuntime().addShutdownHook(new Thread(worker::close));
 * worker.start();
 * }</pre>
 */
public final class SqsWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqsWorker.class);

    private final SqsQueue queue;
    private final WorkerSettings settings;
    private final WorkerThreads threads;
    private final ExecutorService handlers;
    private final PollTuning tuning;
    private final WorkerPermits permits;
    private final MessageDispatcher dispatcher;
    private final QueuePoller poller;
    private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();
    private State begun = State.NEW;

    private SqsWorker(SqsQueue queue, WorkerSettings settings) {
        this.queue = queue;
        this.settings = settings;
        this.threads = new WorkerThreads("tasktoken-worker-" + queue.name() + "-");
        this.handlers = Executors.newCachedThreadPool(threads);
        this.tuning = PollTuning.of(queue, settings.concurrency());
        this.permits = new WorkerPermits(settings.concurrency(), tuning);
        this.dispatcher = new MessageDispatcher(queue, settings, permits, handlers);
        this.poller = new QueuePoller(queue, settings, permits, dispatcher);
    }

    /**
     * Returns a builder with the defaults listed above.
     *
     * @param sqs the client; stays the caller's to close, after the worker
     * @param queueUrl the queue to poll; one that ends in {@code .fifo} keeps the order of its groups
     * @param processor does the work; its handler must be thread-safe
     * @return the builder
     * @throws IllegalArgumentException if the URL is blank
     */
    public static Builder builder(SqsClient sqs, String queueUrl, CallbackProcessor<?> processor) {
        return new Builder(new SqsQueue(sqs, queueUrl), processor);
    }

    /**
     * Starts polling and returns at once.
     *
     * @return this worker
     * @throws IllegalStateException if it was started or stopped before: a worker runs once, so build another
     */
    public synchronized SqsWorker start() {
        if (begun != State.NEW) {
            throw new IllegalStateException("A worker runs once; this one is " + status().state());
        }
        begun = State.RUNNING;
        for (int i = 0; i < tuning.mostPolls(); i++) {
            int others = i;
            threads.keepingTheProcess("acks-" + i, dispatcher.acknowledger()).start();
            threads.daemon("poll-" + i, () -> poller.run(others)).start();
        }
        LOG.debug("Polling {}", queue.name());
        return this;
    }

    /**
     * Stops within the time that was set when it was built; see {@link #stop(Duration)}.
     *
     * @return whether everything drained in time
     */
    public boolean stop() {
        return stop(settings.stopWithin());
    }

    /**
     * Stops: receives nothing more from now on, lets the handlers that run finish and their answers be sent, interrupts
     * those that do not finish, and releases their messages. The last fifth of the time, at most 2 s, is for releasing.
     * All that was settled is deleted before this returns.
     *
     * <p>Polls in progress do not delay this. What they still receive is released when the last of them has ended, at
     * most one wait time later, as long as the process lives; else it is redelivered after its visibility timeout.
     *
     * <p>Called again, it waits for the first stop, at most its own time. Called by a handler, it does not wait and
     * returns false. If the waiting thread is interrupted, it returns false with the flag set, and the stop goes on.
     * Safe in a shutdown hook; never ends the process itself.
     *
     * @param within the time; zero interrupts at once
     * @return whether everything drained: each handler finished, and each message it settled was deleted
     * @throws IllegalArgumentException if the time is negative or longer than 12 hours
     */
    public boolean stop(Duration within) {
        Deadline end = Deadline.in(Builder.checkedStop(within));
        if (beginStop()) {
            LOG.debug("Stopping, {} in flight of {}", permits.inFlight(), queue.name());
            threads.keepingTheProcess("stop", () -> drain(end, within)).start();
        }
        return !threads.isOneOfThem(Thread.currentThread()) && awaitStop(end);
    }

    /** Stops as {@link #stop()} does. */
    @Override
    public void close() {
        stop();
    }

    /**
     * Tells what the worker is doing.
     *
     * @return a snapshot
     */
    public SqsWorkerStatus status() {
        WorkerCounters counters = dispatcher.counters();
        return new SqsWorkerStatus(
                state(),
                permits.inFlight(),
                counters.received.sum(),
                counters.settled(),
                counters.again.sum(),
                counters.deleted.sum(),
                counters.virtualMachineErrors.sum(),
                poller.health().known());
    }

    private synchronized State state() {
        return begun == State.STOPPING && stopped.isDone() ? State.STOPPED : begun;
    }

    /** Whether there is something to stop that nobody has begun to stop. */
    private synchronized boolean beginStop() {
        State before = begun;
        begun = State.STOPPING;
        permits.close();
        if (before == State.NEW) {
            stopped.complete(true);
        }
        return before == State.RUNNING;
    }

    private void drain(Deadline end, Duration within) {
        boolean drained = false;
        try {
            Duration toRelease = Builder.shorter(within.dividedBy(5), Duration.ofSeconds(2));
            drained = permits.awaitIdle(end.minus(toRelease));
            if (!drained) {
                handlers.shutdownNow();
                permits.awaitIdle(end.minus(toRelease.dividedBy(2)));
                dispatcher.abandon();
            }
            drained &= dispatcher.acknowledger().close(end);
        } catch (InterruptedException e) {
            LOG.debug("Somebody interrupted the stop of the worker of {}", queue.name());
        } finally {
            handlers.shutdownNow();
            LOG.debug("Stopped, {} {}", queue.name(), drained ? "is drained" : "gets some messages back");
            stopped.complete(drained);
        }
    }

    private boolean awaitStop(Deadline end) {
        try {
            return stopped.get(end.millisLeft() + 100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("The worker of {} is still stopping", queue.name());
        }
        return false;
    }

    /** Sets up a {@link SqsWorker}. Setters check at once. Not thread-safe. */
    public static final class Builder {
        private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
        private static final int MOST_HANDLERS = 10_000;

        private final SqsQueue queue;
        private final CallbackProcessor<?> processor;
        private int concurrency = 10;
        private Duration visibilityTimeout = Duration.ofSeconds(30);
        private Duration waitTime = LONGEST_WAIT;
        private Backoff redelivery = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));
        private Duration stopWithin = Duration.ofSeconds(20);

        private Builder(SqsQueue queue, CallbackProcessor<?> processor) {
            this.queue = queue;
            this.processor = Objects.requireNonNull(processor, "processor");
        }

        /**
         * Sets how many handlers run at once. While an answer is sent its handler is free, so up to twice as many
         * messages are in flight, and threads busy.
         *
         * @param handlers 1 to 10,000
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder concurrency(int handlers) {
            if (handlers < 1 || handlers > MOST_HANDLERS) {
                throw new IllegalArgumentException("concurrency must be between 1 and 10,000: " + handlers);
            }
            this.concurrency = handlers;
            return this;
        }

        /**
         * Sets for how long a message is hidden from others, from its receipt and anew from each renewal: the time
         * after which a message comes back when its worker was killed.
         *
         * @param timeout 1 second to 12 hours, rounded up to whole seconds
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder visibilityTimeout(Duration timeout) {
            this.visibilityTimeout = SqsVisibility.checked(timeout);
            return this;
        }

        /**
         * Sets how long a poll waits for messages. The client's own timeouts must be longer.
         *
         * @param waitTime zero to 20 seconds, rounded up to whole seconds
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder waitTime(Duration waitTime) {
            this.waitTime = checked("waitTime", waitTime, LONGEST_WAIT);
            return this;
        }

        /**
         * Sets when a message is redelivered whose work did not settle it, counted by its receives: doubling from the
         * first delay to the longest, less a random part of up to a half.
         *
         * @param first after its first receive; rounded up to whole seconds, zero for at once
         * @param longest after however many; at most 12 hours
         * @return this builder
         * @throws IllegalArgumentException if one is negative or too long, or the first is longer than the longest
         */
        public Builder redeliveryDelay(Duration first, Duration longest) {
            checked("the longest delay", longest, VisibilityLease.LONGEST);
            this.redelivery = new Backoff(checked("the first delay", first, longest), longest);
            return this;
        }

        /**
         * Sets how long {@link SqsWorker#stop()} and {@link SqsWorker#close()} take at most. In a container keep it
         * shorter than the time between SIGTERM and SIGKILL.
         *
         * @param stopWithin zero to 12 hours
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder stopWithin(Duration stopWithin) {
            this.stopWithin = checkedStop(stopWithin);
            return this;
        }

        /**
         * Builds the worker; it does nothing before {@link SqsWorker#start()}.
         *
         * @return the worker
         */
        public SqsWorker build() {
            return new SqsWorker(
                    queue,
                    new WorkerSettings(processor, concurrency, visibilityTimeout, waitTime, redelivery, stopWithin));
        }

        static Duration checkedStop(Duration within) {
            return checked("stopWithin", within, VisibilityLease.LONGEST);
        }

        static Duration shorter(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }

        private static Duration checked(String name, Duration time, Duration longest) {
            Objects.requireNonNull(time, name);
            if (time.isNegative() || time.compareTo(longest) > 0) {
                throw new IllegalArgumentException(name + " must be between 0 and " + longest + ": " + time);
            }
            return time;
        }
    }
}

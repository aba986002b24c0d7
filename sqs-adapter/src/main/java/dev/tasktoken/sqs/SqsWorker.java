package dev.tasktoken.sqs;

import dev.tasktoken.internal.Backoff;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sqs.SqsWorkerStatus.State;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Polls a queue and processes its messages, in a process that is not a Lambda function.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>concurrency: 10 handlers at once
 *   <li>visibility timeout: 30 s, renewed every 10 s while the handler runs, up to SQS's limit of 12 hours after
 *       receipt
 *   <li>wait time of a poll: 20 s
 *   <li>redelivery delay: 2 s after the first receive, doubling up to 5 minutes
 *   <li>stop within: 20 s
 * </ul>
 *
 * <p>The worker receives a message only when a handler is free for it. A handler is free when it has returned, or when
 * the stage that it returned has completed. The worker then sends the answer and deletes the message while the handler
 * is free. If Step Functions is slow or throttles, the worker stops receiving once as many answers are outstanding as
 * handlers are allowed.
 *
 * <p>SQS counts every receive, and its redrive policy uses that count alone. Three kinds of receives reach no handler:
 * a response that is lost, a poll that ends after the stop, and a worker that is killed. So set {@code maxReceiveCount}
 * to 5 or more. Together with the redelivery delay it decides how long an outage may last before messages move to the
 * dead-letter queue.
 *
 * <p>On a FIFO queue the worker processes groups in parallel and the messages of a group in order: SQS delivers the
 * next message after the previous one was deleted. Each poll asks for one message, and up to ten polls run at once.
 * While a message waits for its redelivery, the later messages of its group wait in the queue, and their receive counts
 * do not rise.
 *
 * <p>The worker deletes messages in batches, at most 100 ms after they were settled, and at once on a FIFO queue. It
 * retries a delete that fails. If no retry succeeds, SQS redelivers the message, and the worker finds its task closed.
 *
 * <p>The worker retries a failed poll until it succeeds, with growing waits up to 20 s, or up to a minute if the queue
 * or the permission is missing. It logs one warning, and {@link #status()} reports the failure. If a handler throws a
 * {@code VirtualMachineError}, its message is redelivered like any other. The worker counts the error in its status and
 * goes on; it never ends the process.
 *
 * <p>The worker has threads of its own, named {@code tasktoken-worker-<queue>-...}. It keeps the JVM alive until
 * stopped. Handlers that ignore interruption and polls in progress do not delay exit. One poll runs at a time. While
 * polls return at least half of what they ask for, more run: up to one for every ten handlers, and at most ten. When a
 * handler becomes free while others run, a poll waits up to 20 ms for more of them, and asks for up to ten messages.
 * Thread-safe. The caller closes the clients of SQS and of the processor, after the stop. The timeouts of the SQS
 * client must be longer than the wait time.
 *
 * <p>Needs {@code sqs:ReceiveMessage}, {@code sqs:DeleteMessage} and {@code sqs:ChangeMessageVisibility}. Build the
 * client with {@code checksumValidationEnabled(false)}, or it logs bodies, including tokens, at DEBUG (see
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

    private SqsWorker(SqsQueue queue, WorkerSettings settings, @Nullable ThreadFactory handlerThreads) {
        this.queue = queue;
        this.settings = settings;
        this.threads = new WorkerThreads("tasktoken-worker-" + queue.name() + "-", handlerThreads);
        this.handlers = Executors.newCachedThreadPool(threads);
        this.tuning = PollTuning.of(queue, settings.concurrency());
        this.permits = new WorkerPermits(settings.concurrency(), tuning);
        this.dispatcher = new MessageDispatcher(queue, settings, permits, handlers);
        this.poller = new QueuePoller(queue, settings, permits, dispatcher);
    }

    /**
     * Returns a builder with the defaults listed above.
     *
     * @param sqs the client; the caller closes it, after the worker
     * @param queueUrl the queue to poll; one that ends in {@code .fifo} keeps the order of its groups
     * @param processor runs the handler, which must be thread-safe, and answers the tasks
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
     * @throws IllegalStateException if it was started or stopped before; a worker runs once, so build another
     */
    public synchronized SqsWorker start() {
        if (begun != State.NEW) {
            throw new IllegalStateException("A worker runs once; this one is " + status().state());
        }
        begun = State.RUNNING;
        for (int i = 0; i < tuning.maxPolls(); i++) {
            int others = i;
            threads.nonDaemon("acks-" + i, dispatcher.acknowledger()).start();
            threads.daemon("poll-" + i, () -> poller.run(others)).start();
        }
        LOG.debug("Polling {}", queue.name());
        return this;
    }

    /**
     * Stops within the builder's {@code shutdownTimeout}; see {@link #stop(Duration)}.
     *
     * @return whether everything drained in time
     */
    public boolean stop() {
        return stop(settings.shutdownTimeout());
    }

    /**
     * Stops the worker: it receives nothing more, and waits for the handlers in progress and their answers. It
     * interrupts handlers that do not finish and releases their messages. The last fifth of the time, at most 2 s, is
     * reserved for that. Settled messages are deleted before this returns.
     *
     * <p>Polls in progress do not delay this. The worker releases what they still receive when the last of them has
     * ended, at most one wait time later. If the process ends before, SQS redelivers those messages after their
     * visibility timeout.
     *
     * <p>A second call waits for the first stop, at most its own time. A call by a handler does not wait and returns
     * false. If the waiting thread is interrupted, it returns false with the interrupt flag set, and the stop goes on.
     * Safe in a shutdown hook; never ends the process itself.
     *
     * @param within the time; zero interrupts at once
     * @return whether the worker drained: each handler finished, and each settled message was deleted
     * @throws IllegalArgumentException if the time is negative or longer than 12 hours
     */
    public boolean stop(Duration within) {
        Deadline end = Deadline.in(Builder.requireStopTime(within));
        if (beginStop()) {
            LOG.debug("Stopping, {} in flight of {}", permits.inFlight(), queue.name());
            threads.nonDaemon("stop", () -> drain(end, within)).start();
        }
        return !threads.isOneOfThem() && awaitStop(end);
    }

    /** Stops as {@link #stop()} does. */
    @Override
    public void close() {
        stop();
    }

    /**
     * Returns the worker's state, counts and health.
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
                counters.redelivered.sum(),
                counters.deleted.sum(),
                counters.virtualMachineErrors.sum(),
                poller.health().current());
    }

    private synchronized State state() {
        return begun == State.STOPPING && stopped.isDone() ? State.STOPPED : begun;
    }

    /** Begins the stop. Returns whether the worker was running. */
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
            LOG.debug("The stop of the worker of {} was interrupted", queue.name());
        } finally {
            handlers.shutdownNow();
            LOG.debug(
                    "Stopped, {} {}",
                    queue.name(),
                    drained ? "is drained" : "has messages that were released or not deleted");
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

    /** Builds a {@link SqsWorker}. Setters check their arguments at once. Not thread-safe. */
    public static final class Builder {
        private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
        private static final int MOST_HANDLERS = 10_000;

        private final SqsQueue queue;
        private final CallbackProcessor<?> processor;
        private int concurrency = 10;
        private Duration visibilityTimeout = Duration.ofSeconds(30);
        private Duration waitTime = LONGEST_WAIT;
        private Backoff redelivery = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));
        private Duration shutdownTimeout = Duration.ofSeconds(20);
        private @Nullable ThreadFactory handlerThreads;

        private Builder(SqsQueue queue, CallbackProcessor<?> processor) {
            this.queue = queue;
            this.processor = Objects.requireNonNull(processor, "processor");
        }

        /**
         * Sets how many handlers run at once. A handler is free while its answer is sent, so up to twice as many
         * messages are in flight and as many threads are busy.
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
         * Sets how long a message is hidden from other receivers after its receipt and after each renewal. If the
         * worker is killed, SQS redelivers the message after this time.
         *
         * @param timeout 1 second to 12 hours, rounded up to whole seconds
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder visibilityTimeout(Duration timeout) {
            this.visibilityTimeout = SqsVisibility.requireTimeout(timeout);
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
            this.waitTime = requireTime("waitTime", waitTime, LONGEST_WAIT);
            return this;
        }

        /**
         * Sets how long an unsettled message is hidden before SQS redelivers it. The delay doubles with each receive,
         * from the first to the longest. A random part of up to a half is subtracted.
         *
         * @param first after its first receive; rounded up to whole seconds, zero redelivers at once
         * @param longest after any number of receives; at most 12 hours
         * @return this builder
         * @throws IllegalArgumentException if one is negative or too long, or the first is longer than the longest
         */
        public Builder redeliveryDelay(Duration first, Duration longest) {
            requireTime("the longest delay", longest, VisibilityLease.LONGEST);
            this.redelivery = new Backoff(requireTime("the first delay", first, longest), longest);
            return this;
        }

        /**
         * Sets how long {@link SqsWorker#stop()} and {@link SqsWorker#close()} take at most. In a container keep it
         * shorter than the grace period between SIGTERM and SIGKILL.
         *
         * @param shutdownTimeout zero to 12 hours
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder shutdownTimeout(Duration shutdownTimeout) {
            this.shutdownTimeout = requireStopTime(shutdownTimeout);
            return this;
        }

        /**
         * Sets what makes the threads that run handlers, for instance {@code Thread.ofVirtual().name("payments-",
         * 0).factory()} on Java 21 or newer. By default they are threads of the platform. A thread is used for several
         * handlers, one after the other.
         *
         * @param handlerThreads thread-safe; its threads must be daemons, or they keep the JVM alive after a stop whose
         *     handlers ignore interruption
         * @return this builder
         */
        public Builder handlerThreads(ThreadFactory handlerThreads) {
            this.handlerThreads = Objects.requireNonNull(handlerThreads, "handlerThreads");
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
                    new WorkerSettings(
                            processor, concurrency, visibilityTimeout, waitTime, redelivery, shutdownTimeout),
                    handlerThreads);
        }

        static Duration requireStopTime(Duration within) {
            return requireTime("shutdownTimeout", within, VisibilityLease.LONGEST);
        }

        static Duration shorter(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }

        private static Duration requireTime(String name, Duration time, Duration longest) {
            Objects.requireNonNull(time, name);
            if (time.isNegative() || time.compareTo(longest) > 0) {
                throw new IllegalArgumentException(name + " must be between 0 and " + longest + ": " + time);
            }
            return time;
        }
    }
}

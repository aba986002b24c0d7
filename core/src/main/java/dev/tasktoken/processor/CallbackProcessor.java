package dev.tasktoken.processor;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tasktoken.Heartbeats;
import dev.tasktoken.Responder;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.Sleeper;
import dev.tasktoken.internal.StackTraces;
import dev.tasktoken.internal.Thrown;
import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.WorkId;
import dev.tasktoken.service.WorkKind;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes a delivery: finds its token, passes the typed payload to the handler, and sends the result or the failure.
 * {@link #process} returns whether the delivery is settled or must be redelivered.
 *
 * <p>{@link #process} does not throw for what a delivery or a handler does; it returns {@link Settlement.Redeliver}.
 * Only a {@code VirtualMachineError} other than {@code StackOverflowError} passes through.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>reader: {@link CallbackReader#standard()}; its codec also writes the results, unless the responder was given
 *       one
 *   <li>duplicate check: {@link DuplicateCheck#ON_REDELIVERY}; if it is not answered, the handler runs
 *   <li>an answer that is not delivered is resent for 5 s (less if the delivery's deadline is nearer, not at all if a
 *       permission is missing). It is then kept in this process for an hour, and sent without another run of the
 *       handler when the delivery is redelivered
 *   <li>no limit of receives
 *   <li>no heartbeats except the duplicate check's
 *   <li>a handler that has not returned a second before its delivery's deadline is given up, and the delivery is
 *       redelivered
 * </ul>
 *
 * <p>While a delivery is processed, the thread's logging context (MDC) has {@code tasktoken.task}, the token's
 * fingerprint; and {@code tasktoken.execution} and {@code tasktoken.state} if the message passes on the context object.
 * {@link CallbackListener} is notified of what happens.
 *
 * <p>Parallel deliveries of one task in one process run the handler once and share the settlement. A delivery that
 * waits for another's handler waits until its own deadline, or for 12 hours, and is then redelivered. A handler that
 * processes {@link CallbackTask#delivery()} itself, on any thread, receives {@link Settlement.Redeliver} at once. It
 * must not wait for a delivery of its own task that it made itself. The processor remembers the last 4,096 tasks it
 * closed. Thread-safe; make one and keep it. The caller closes the responder.
 *
 * <pre>{@code
 * CallbackProcessor<Order> processor =
 *         CallbackProcessor.of(TokenResponder.create(), Order.class, order -> gateway.charge(order));
 * Settlement settlement = processor.process(Delivery.of(text));
 * }</pre>
 *
 * @param <T> the payload's type
 */
public final class CallbackProcessor<T> {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackProcessor.class);

    private final CallbackReader reader;
    private final DeliverySettler<T> settler;
    private final TasksInFlight inFlight;
    private final LeaseRenewer leaseRenewer;
    private final ListenerNotifier notifier;

    private CallbackProcessor(Builder<T> builder, TaskHandler<T> handler) {
        ProcessorSettings settings = builder.settings();
        this.reader = builder.reader;
        this.inFlight = new TasksInFlight(new DeadlineLimits(settings));
        this.notifier = new ListenerNotifier(builder.listeners, builder.scheduler);
        this.settler = new DeliverySettler<>(settings, builder.binding(), handler, notifier);
        this.leaseRenewer = builder.leaseRenewer == null ? new LeaseRenewer(builder.scheduler) : builder.leaseRenewer;
    }

    /**
     * Returns a processor with the defaults listed above.
     *
     * @param <T> the payload's type
     * @param responder sends the answers; stays the caller's to close
     * @param type the payload's class or record; {@code String} keeps it as text
     * @param handler runs for every task
     * @return the processor
     */
    public static <T> CallbackProcessor<T> of(Responder<?> responder, Class<T> type, PayloadHandler<T> handler) {
        return builder(responder, type).handler(handler).build();
    }

    /**
     * Returns a processor with the defaults listed above.
     *
     * @param <T> the payload's type
     * @param responder sends the answers; stays the caller's to close
     * @param type the payload's class or record; {@code String} keeps it as text
     * @param handler runs for every task
     * @return the processor
     */
    public static <T> CallbackProcessor<T> of(Responder<?> responder, Class<T> type, TaskHandler<T> handler) {
        return builder(responder, type).handler(handler).build();
    }

    /**
     * Returns a processor for a dead-letter queue. It fails the task of every message it reads with
     * {@link TaskFailure#DEAD_LETTER}, so that the execution fails at once instead of waiting for its timeout. The
     * payload is not bound. A message without a task token is redelivered and stays in the dead-letter queue.
     *
     * @param responder sends the failures; stays the caller's to close
     * @return the processor
     */
    public static CallbackProcessor<String> deadLetters(Responder<?> responder) {
        return deadLetters(responder, CallbackReader.standard());
    }

    /**
     * Returns a processor for a dead-letter queue, as {@link #deadLetters(TokenResponder)} does, of a queue whose
     * messages need a reader of their own.
     *
     * @param responder sends the failures; stays the caller's to close
     * @param reader as the queue's own processor has it
     * @return the processor
     */
    public static CallbackProcessor<String> deadLetters(Responder<?> responder, CallbackReader reader) {
        return builder(responder, String.class)
                .reader(reader)
                .binding(envelope -> "")
                .duplicateCheck(DuplicateCheck.NEVER)
                .handler(DeadLetterFailure::fail)
                .build();
    }

    /**
     * Returns a builder with the defaults listed above.
     *
     * @param <T> the payload's type
     * @param responder sends the answers; stays the caller's to close
     * @param type the payload's class or record; {@code String} keeps it as text
     * @return the builder
     */
    public static <T> Builder<T> builder(Responder<?> responder, Class<T> type) {
        return builder(responder, (Type) type);
    }

    /**
     * Returns a builder with the defaults listed above, for a generic payload.
     *
     * @param <T> the payload's type
     * @param responder sends the answers; stays the caller's to close
     * @param type for instance {@code new TypeReference<List<Order>>() {}}
     * @return the builder
     */
    public static <T> Builder<T> builder(Responder<?> responder, TypeReference<T> type) {
        return builder(responder, type.getType());
    }

    /**
     * Returns a builder with the defaults listed above, for a payload of a type, generic or not.
     *
     * @param <T> the payload's type
     * @param responder sends the answers; stays the caller's to close
     * @param type for instance that of a {@code TypeReference} of Jackson 3
     * @return the builder
     */
    public static <T> Builder<T> builder(Responder<?> responder, Type type) {
        return new Builder<>(responder, type);
    }

    /**
     * Processes one delivery. Blocks until the handler is done and its answer was sent.
     *
     * @param delivery what arrived
     * @return whether it is settled, and how, or must be redelivered
     */
    public Settlement process(Delivery delivery) {
        long since = notifier.now();
        Runnable release = leaseRenewer.hold(delivery);
        try {
            return settle(delivery, since);
        } finally {
            release.run();
        }
    }

    /** Catches what a mapper's module or a responder's client throws, so that other deliveries are not affected. */
    private Settlement settle(Delivery delivery, long since) {
        CallbackEnvelope envelope;
        try {
            envelope = reader.read(delivery);
        } catch (Throwable thrown) { // checked ones too: other JVM languages, and tricks, throw them undeclared
            Thrown.rethrowFatal(thrown);
            return report(delivery, null, new Settlement.Redeliver(thrown), since);
        }
        TaskLogging logging = TaskLogging.begin(envelope);
        try {
            WorkId id = envelope.workId();
            notifier.received(delivery, id);
            return report(delivery, id, runOnce(delivery, envelope), since);
        } finally {
            logging.end();
        }
    }

    private Settlement runOnce(Delivery delivery, CallbackEnvelope envelope) {
        try {
            return inFlight.runOnce(delivery, envelope.workId(), () -> settler.settle(delivery, envelope));
        } catch (Throwable thrown) {
            Thrown.rethrowFatal(thrown);
            return new Settlement.Redeliver(thrown);
        }
    }

    private Settlement report(Delivery delivery, @Nullable WorkId id, Settlement settlement, long since) {
        if (settlement instanceof Settlement.Redeliver redeliver) {
            LOG.warn("{} is redelivered: {}", delivery, redeliver.description());
            StackTraces.debug(LOG, redeliver.reason());
        } else {
            LOG.debug("{} is settled: {}", delivery, settlement);
        }
        notifier.settled(delivery, id, settlement, since);
        return settlement;
    }

    /**
     * Sets up a {@link CallbackProcessor}. Setters check at once; {@link #build()} copies. Not thread-safe.
     *
     * @param <T> the payload's type
     */
    public static final class Builder<T> {
        private static final Duration LONGEST_RESENDING = Duration.ofHours(12);
        private static final Duration LONGEST_MARGIN = Duration.ofMinutes(15);

        private final Responder<PausedWork> responder;
        private final Type type;
        private CallbackReader reader = CallbackReader.standard();
        private @Nullable TaskHandler<T> handler;
        private final List<CallbackListener> listeners = new ArrayList<>();
        private @Nullable Function<CallbackEnvelope, T> binding;
        private DuplicateCheck duplicateCheck = DuplicateCheck.ON_REDELIVERY;
        private boolean requireDuplicateCheck;
        private int maxReceives = Integer.MAX_VALUE;
        private Duration retryAnswerFor = Duration.ofSeconds(5);
        private InstantSource clock = InstantSource.system();
        private Sleeper sleeper = Sleeper.sleeping();
        private Scheduler scheduler = Scheduler.system();
        private DeadlineAction deadlineAction = DeadlineAction.REDELIVER;
        private Duration deadlineMargin = Duration.ofSeconds(1);
        private boolean interruptHandler;
        private @Nullable Duration heartbeatEvery;
        private @Nullable Duration heartbeatTimeout;
        private UnaryOperator<Heartbeats.Builder> heartbeatThreads = UnaryOperator.identity();

        private @Nullable LeaseRenewer leaseRenewer;

        private Builder(Responder<?> responder, Type type) {
            this.responder = responder.forAnyWork();
            this.type = Objects.requireNonNull(type, "type");
        }

        /**
         * Sets the handler.
         *
         * @param handler thread-safe if deliveries are processed in parallel
         * @return this builder
         */
        public Builder<T> handler(TaskHandler<T> handler) {
            this.handler = Objects.requireNonNull(handler, "handler");
            return this;
        }

        /**
         * Sets a handler that needs nothing but the payload.
         *
         * @param handler thread-safe if deliveries are processed in parallel
         * @return this builder
         */
        public Builder<T> handler(PayloadHandler<T> handler) {
            Objects.requireNonNull(handler, "handler");
            return handler((payload, task) -> handler.handle(payload));
        }

        /**
         * Sets a handler without a result; the state's output is {@code null}.
         *
         * @param action thread-safe if deliveries are processed in parallel
         * @return this builder
         */
        public Builder<T> action(CallbackAction<T> action) {
            Objects.requireNonNull(action, "action");
            return handler((payload, task) -> {
                action.run(payload, task);
                return null;
            });
        }

        /**
         * Sets how deliveries are read. The reader's codec or mapper ({@link CallbackReader.Builder#codec}) writes the
         * handler's results, too, unless the responder was given one of its own ({@link TokenResponder.Builder#codec}).
         *
         * @param reader the reader
         * @return this builder
         */
        public Builder<T> reader(CallbackReader reader) {
            this.reader = Objects.requireNonNull(reader, "reader");
            return this;
        }

        /**
         * Sets when to ask, before the handler runs, whether the task is still open.
         *
         * @param duplicateCheck the mode
         * @return this builder
         */
        public Builder<T> duplicateCheck(DuplicateCheck duplicateCheck) {
            this.duplicateCheck = Objects.requireNonNull(duplicateCheck, "duplicateCheck");
            return this;
        }

        /**
         * Sets what happens when the {@link #duplicateCheck} is throttled, denied or not answered, so that it is
         * unknown whether the task is still open. If true, the handler does not run and the delivery is redelivered.
         * Off by default: then the handler runs, perhaps a second time. The default suits work that may be repeated
         * (see {@link CallbackTask#idempotencyKey()}), because a missing permission or throttled heartbeats do not stop
         * it. Turn it on for work that must rather be late than be done twice, and allow
         * {@code states:SendTaskHeartbeat}.
         *
         * @param requireDuplicateCheck whether the handler runs only after a check
         * @return this builder
         */
        public Builder<T> requireDuplicateCheck(boolean requireDuplicateCheck) {
            this.requireDuplicateCheck = requireDuplicateCheck;
            return this;
        }

        /**
         * Fails the task with {@link TaskFailure#TOO_MANY_RECEIVES} after so many receives of its message. Without this
         * limit, the message is redelivered until it ends in a dead-letter queue or the task times out.
         *
         * <p>The handler runs for at most {@code receives} receives. If the last one would be redelivered, or the
         * message is received once more, the task is failed instead. An interruption and too little time left count,
         * too. The exception is an answer that could not be delivered: this failure does not replace it.
         *
         * <p>Set the limit no higher than the queue's {@code maxReceiveCount}, and the visibility timeout longer than
         * the handler takes. A message that is redelivered while a first handler is still running counts as received,
         * too.
         *
         * <p>A message of a FIFO group can be received without a run of its handler, when one before it is redelivered.
         * So its task is failed only after at least one run of the handler, however often the message was received.
         *
         * @param receives at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder<T> maxReceives(int receives) {
            if (receives < 1) {
                throw new IllegalArgumentException("maxReceives must be at least 1: " + receives);
            }
            this.maxReceives = receives;
            return this;
        }

        /**
         * Sets how long an answer that is not delivered is resent before the delivery is redelivered, in addition to
         * the SDK's own retries. The processing thread is blocked that long.
         *
         * @param retryAnswerFor between zero and 12 hours, the longest that SQS hides a message
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder<T> retryAnswerFor(Duration retryAnswerFor) {
            if (retryAnswerFor.isNegative() || retryAnswerFor.compareTo(LONGEST_RESENDING) > 0) {
                throw new IllegalArgumentException("retryAnswerFor must be between 0 and 12 hours: " + retryAnswerFor);
            }
            this.retryAnswerFor = retryAnswerFor;
            return this;
        }

        /**
         * Sends heartbeats while the handler runs: the first at once, then at this interval. {@link Heartbeats}
         * describes what happens to those that are not delivered. They end with the handler; after
         * {@link CallbackTask#defer()}, whoever answers continues with {@link Heartbeats}. If a heartbeat finds the
         * task closed, what the handler returns or throws is not sent, and the delivery is settled.
         *
         * @param interval at least 100 ms; a third of the state's {@code HeartbeatSeconds} leaves room for two
         *     heartbeats that are not delivered
         * @return this builder
         * @throws IllegalArgumentException if it is less than 100 ms or more than a day
         */
        public Builder<T> heartbeatEvery(Duration interval) {
            Heartbeats.builder(responder, interval); // checks it
            this.heartbeatEvery = interval;
            return this;
        }

        /**
         * Sets for how long heartbeats may fail before the handler is notified, by {@link CallbackTask#status()},
         * {@link CallbackTask#onChange} and, if {@link #interruptHandler} is set, an interrupt. What the handler
         * returns is sent all the same.
         *
         * @param timeout the state's {@code HeartbeatSeconds}; longer than the interval. Three times the interval if
         *     not set
         * @return this builder
         */
        public Builder<T> heartbeatTimeout(Duration timeout) {
            this.heartbeatTimeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /**
         * Sets whether the handler's thread is interrupted when a heartbeat finds the task closed, or when no heartbeat
         * was delivered for the heartbeat timeout. A handler that stops in the latter case sends nothing, and its
         * delivery is redelivered. Off by default.
         *
         * @param interruptHandler whether to interrupt
         * @return this builder
         */
        public Builder<T> interruptHandler(boolean interruptHandler) {
            this.interruptHandler = interruptHandler;
            return this;
        }

        /**
         * Sets what happens to a handler that has not returned when its delivery's deadline is near.
         *
         * @param action what to do
         * @return this builder
         */
        public Builder<T> atDeadline(DeadlineAction action) {
            this.deadlineAction = Objects.requireNonNull(action, "action");
            return this;
        }

        /**
         * Sets how long before the deadline the handler is given up, which is the time left to answer and return.
         *
         * @param margin between zero and 15 minutes, the longest that a Lambda function runs; 1 s by default
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder<T> deadlineMargin(Duration margin) {
            if (margin.isNegative() || margin.compareTo(LONGEST_MARGIN) > 0) {
                throw new IllegalArgumentException("deadlineMargin must be between 0 and 15 minutes: " + margin);
            }
            this.deadlineMargin = margin;
            return this;
        }

        /**
         * Adds a listener, for metrics and traces. Several are notified one after the other.
         *
         * @param listener thread-safe
         * @return this builder
         */
        public Builder<T> listener(CallbackListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        Builder<T> binding(Function<CallbackEnvelope, T> binding) {
            this.binding = binding;
            return this;
        }

        private Function<CallbackEnvelope, T> binding() {
            return binding == null ? reader.binding(type) : binding;
        }

        private ProcessorSettings settings() {
            return new ProcessorSettings(
                    responder.withPayloadCodec(reader.codec()),
                    duplicateCheck,
                    requireDuplicateCheck,
                    maxReceives,
                    retryAnswerFor,
                    heartbeats(),
                    interruptHandler,
                    deadlineAction,
                    deadlineMargin,
                    clock,
                    scheduler,
                    sleeper);
        }

        private @Nullable Heartbeats heartbeats() {
            if (heartbeatEvery == null) {
                return null;
            }
            Heartbeats.Builder heartbeats = Heartbeats.builder(responder, heartbeatEvery);
            if (heartbeatTimeout != null) {
                heartbeats.timeout(heartbeatTimeout);
            }
            return heartbeatThreads.apply(heartbeats).build();
        }

        Builder<T> clock(InstantSource clock, Sleeper sleeper) {
            this.clock = clock;
            this.sleeper = sleeper;
            return this;
        }

        Builder<T> scheduler(
                Scheduler scheduler, Executor senders, UnaryOperator<Heartbeats.Builder> heartbeatThreads) {
            this.scheduler = scheduler;
            this.heartbeatThreads = heartbeatThreads;
            this.leaseRenewer = new LeaseRenewer(scheduler, senders);
            return this;
        }

        private void requireAnswers(WorkKind kind) {
            if (!responder.answers(kind)) {
                throw new IllegalStateException("The reader reads work of the kind " + kind
                        + ", which the responder does not answer. Set reader(CallbackReader.builder().reads(...).build())"
                        + " to what it answers, or take Responder.both(...)");
            }
        }

        /**
         * Builds the processor.
         *
         * @return the processor
         * @throws IllegalStateException if the reader reads a kind of work that the responder does not answer; no
         *     handler was set; a heartbeat timeout or interrupt without an interval; or the duplicate check is required
         *     and never made
         * @throws IllegalArgumentException if the heartbeat timeout is not longer than the interval, or the payload is
         *     a record with a component named like the task token: the token is not part of the payload
         */
        public CallbackProcessor<T> build() {
            if (handler == null) {
                throw new IllegalStateException("Set a handler or an action");
            }
            reader.kinds().forEach(this::requireAnswers);
            if (heartbeatEvery == null && (heartbeatTimeout != null || interruptHandler)) {
                throw new IllegalStateException("heartbeatTimeout and interruptHandler need heartbeatEvery");
            }
            if (requireDuplicateCheck && duplicateCheck == DuplicateCheck.NEVER) {
                throw new IllegalStateException("requireDuplicateCheck contradicts DuplicateCheck.NEVER");
            }
            return new CallbackProcessor<>(this, handler);
        }
    }
}

package dev.tasktoken.pending;

import dev.tasktoken.Responder;
import dev.tasktoken.internal.Sleeper;
import dev.tasktoken.service.PausedWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/** The setters of {@link PendingTasks.Builder}, where users find them. */
abstract class PendingSetup {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration LONGEST_TASK = Duration.ofDays(366);
    private static final Duration LONGEST_KEEPING = Duration.ofDays(3660);

    private final Responder<PausedWork> responder;
    private final TokenStore store;
    private InstantSource clock = InstantSource.system();
    private Sleeper sleeper = Sleeper.sleeping();
    private Duration waitForToken = Duration.ZERO;
    private Duration keepDecisions = Duration.ofDays(30);
    private Duration resendAfter = Duration.ofSeconds(30);
    private Optional<Duration> taskTimeout = Optional.empty();

    PendingSetup(Responder<?> responder, TokenStore store) {
        this.responder = responder.forAnyWork();
        this.store = Objects.requireNonNull(store, "store");
    }

    abstract PendingTasks.Builder self();

    PendingSettings settings() {
        return new PendingSettings(
                responder, store, clock, sleeper, waitForToken, keepDecisions, resendAfter, taskTimeout);
    }

    /**
     * Sets how long an answer waits for a token that is not stored yet, holding its thread.
     *
     * @param waitForToken between zero and 15 minutes
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public PendingTasks.Builder waitForToken(Duration waitForToken) {
        this.waitForToken = checked("waitForToken", waitForToken, LONGEST_WAIT);
        return self();
    }

    /**
     * Sets how long a decision is kept and listed at least, so that a late second answer returns what was decided. The
     * record is kept longer if the task could wait longer: until 8 days after its deadline, or for 367 days after
     * parking if none is known. So a decision that could not be sent is never replaced by another one.
     *
     * @param keepDecisions between a day and ten years
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public PendingTasks.Builder keepDecisions(Duration keepDecisions) {
        if (keepDecisions.toDays() < 1) {
            throw new IllegalArgumentException("keepDecisions must be at least a day: " + keepDecisions);
        }
        this.keepDecisions = checked("keepDecisions", keepDecisions, LONGEST_KEEPING);
        return self();
    }

    /**
     * Sets how long a recorded decision is left to whoever recorded it, before others send it, too. Longer than a call
     * of the responder's client may take.
     *
     * @param resendAfter between zero and 15 minutes
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public PendingTasks.Builder resendAfter(Duration resendAfter) {
        this.resendAfter = checked("resendAfter", resendAfter, LONGEST_WAIT);
        return self();
    }

    /**
     * Says how long the states of these tasks wait, so that a task is parked with a deadline and leaves the lists when
     * it passes. It counts from {@code State.EnteredTime} if the message passes the context object on. It counts from
     * parking without one, for a retried state ({@code State.RetryCount}), whose time is that of its first attempt, and
     * if the deadline would have passed. {@link PendingTaskInfo#until()} takes precedence.
     *
     * @param taskTimeout the state's {@code TimeoutSeconds}: positive, at most 366 days
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public PendingTasks.Builder taskTimeout(Duration taskTimeout) {
        if (taskTimeout.isZero()) {
            throw new IllegalArgumentException("taskTimeout must be positive");
        }
        this.taskTimeout = Optional.of(checked("taskTimeout", taskTimeout, LONGEST_TASK));
        return self();
    }

    /**
     * Sets the clock, for tests that move the time: of what is recorded, of deadlines, and of what is overdue. The
     * waiting of {@link #waitForToken} takes real time.
     *
     * @param clock thread-safe
     * @return this builder
     */
    public PendingTasks.Builder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return self();
    }

    PendingTasks.Builder clock(InstantSource clock, Sleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
        return self();
    }

    private static Duration checked(String name, Duration time, Duration longest) {
        if (time.isNegative() || time.compareTo(longest) > 0) {
            throw new IllegalArgumentException(name + " must be between 0 and " + longest + ": " + time);
        }
        return time;
    }
}

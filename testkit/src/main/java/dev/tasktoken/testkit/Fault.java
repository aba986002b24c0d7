package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.internal.api.FaultEffect;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that goes wrong with calls of a {@link LocalStepFunctions} or a {@link LocalDurableCallbacks}, once it is
 * given to {@link LocalFaults#inject}.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>probability: 1, every call
 *   <li>operations: all of them, but for {@link #kmsThrottling()}
 *   <li>times: without end
 * </ul>
 *
 * <p>Delays are real time, at most an hour: the {@linkplain LocalStepFunctions#clock() movable clock} does not shorten
 * them. Immutable and thread-safe; every method that says more of a fault returns another fault.
 *
 * <pre>{@code
 * Fault fault = Fault.cutAfter().operations("SendTaskSuccess").probability(0.2);
 * }</pre>
 */
public final class Fault {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final FaultEffect effect;
    private final double probability;
    private final Set<String> operations;
    private final int times;

    private Fault(FaultEffect effect, double probability, Set<String> operations, int times) {
        this.effect = effect;
        this.probability = probability;
        this.operations = operations;
        this.times = times;
    }

    /**
     * Makes a call arrive late: it takes effect after the delay, and is answered then. A client that has given up by
     * then may have sent it again, and the later of the two finds the task closed.
     *
     * @param delay real time, at most an hour
     * @return the fault
     * @throws IllegalArgumentException if the delay is negative or longer
     */
    public static Fault latency(Duration delay) {
        return latency(delay, delay);
    }

    /**
     * Makes a call arrive late by a random time, evenly spread.
     *
     * @param atLeast the shortest delay, real time
     * @param atMost the longest delay, at most an hour
     * @return the fault
     * @throws IllegalArgumentException if a delay is negative or too long, or the shortest is the longer one
     */
    public static Fault latency(Duration atLeast, Duration atMost) {
        if (checked(atLeast).compareTo(checked(atMost)) > 0) {
            throw new IllegalArgumentException("the shortest delay is longer than the longest: " + atLeast);
        }
        return of(new FaultEffect.Latency(atLeast, atMost));
    }

    /**
     * Refuses a call with {@code ThrottlingException}, HTTP 400, without effect.
     *
     * @return the fault
     */
    public static Fault throttling() {
        return refusal(400, "ThrottlingException", "Rate exceeded");
    }

    /**
     * Refuses a call with {@code KmsThrottlingException}, HTTP 400, without effect. By default only calls of the
     * operations whose API reference lists this error: SendTaskHeartbeat is none of them.
     *
     * @return the fault
     */
    public static Fault kmsThrottling() {
        return refusal(400, "KmsThrottlingException", "The rate of calls to the key was exceeded")
                .operations(
                        "CreateStateMachine",
                        "DescribeStateMachine",
                        "StartExecution",
                        "DescribeExecution",
                        "StopExecution",
                        "GetExecutionHistory",
                        "SendTaskSuccess",
                        "SendTaskFailure");
    }

    /**
     * Refuses a call with {@code TooManyRequestsException}, HTTP 429, without effect, as Lambda throttles.
     *
     * @return the fault
     */
    public static Fault tooManyRequests() {
        return refusal(429, "TooManyRequestsException", "Rate exceeded");
    }

    /**
     * Refuses a call with {@code AccessDeniedException}, HTTP 400, without effect.
     *
     * @return the fault
     */
    public static Fault accessDenied() {
        return refusal(400, "AccessDeniedException", "The caller is not authorized to perform this operation");
    }

    /**
     * Refuses a call with {@code InternalFailure}, HTTP 500, without effect.
     *
     * @return the fault
     */
    public static Fault internalFailure() {
        return refusal(500, "InternalFailure", "The request processing has failed");
    }

    /**
     * Refuses a call with {@code ServiceUnavailable}, HTTP 503, without effect.
     *
     * @return the fault
     */
    public static Fault serviceUnavailable() {
        return refusal(503, "ServiceUnavailable", "The request has failed: the server is unavailable");
    }

    /**
     * Cuts the connection before the call takes effect.
     *
     * @return the fault
     */
    public static Fault cutBefore() {
        return of(new FaultEffect.CutBefore());
    }

    /**
     * Cuts the connection after the call took effect: its response is lost. A client that sends an answer again finds
     * the task closed by its own doing.
     *
     * @return the fault
     */
    public static Fault cutAfter() {
        return of(new FaultEffect.CutAfter());
    }

    /**
     * Lets a call take effect at once and holds its answer back, past the client's timeout for instance.
     *
     * @param delay real time, at most an hour
     * @return the fault
     * @throws IllegalArgumentException if the delay is negative or longer
     */
    public static Fault slowAnswer(Duration delay) {
        return of(new FaultEffect.SlowAnswer(checked(delay)));
    }

    /**
     * Lets a call take effect at once and never answers it. Its connection stays open until the client, or the
     * {@link LocalStepFunctions}, closes it.
     *
     * @return the fault
     */
    public static Fault noAnswer() {
        return of(new FaultEffect.NoAnswer());
    }

    /**
     * Returns this fault for a part of the calls only, drawn from {@linkplain LocalFaults#seed(long) a seeded
     * generator}.
     *
     * @param probability from 0, no call, to 1, every call
     * @return another fault
     * @throws IllegalArgumentException if it is not from 0 to 1
     */
    public Fault probability(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability is from 0 to 1: " + probability);
        }
        return new Fault(effect, probability, operations, times);
    }

    /**
     * Returns this fault for calls of these operations only, instead of those it had before.
     *
     * @param names at least one, for instance {@code SendTaskSuccess}; checked when the fault is injected
     * @return another fault
     * @throws IllegalArgumentException if there is none
     */
    public Fault operations(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("a fault of no operation never happens");
        }
        return new Fault(effect, probability, Set.copyOf(List.of(names)), times);
    }

    /**
     * Returns this fault for so many calls at most. With a probability of 1 these are the next calls.
     *
     * @param times at least 1
     * @return another fault
     * @throws IllegalArgumentException if it is less
     */
    public Fault times(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("a fault happens at least once: " + times);
        }
        return new Fault(effect, probability, operations, times);
    }

    FaultEffect effect() {
        return effect;
    }

    double probability() {
        return probability;
    }

    /** The operations it is for, or none if it is for all. */
    Set<String> operationNames() {
        return operations;
    }

    int times() {
        return times;
    }

    /** Names the fault and its limits, for the rows of a table. */
    @Override
    public String toString() {
        return effect
                + (probability == 1 ? "" : ", probability " + probability)
                + (operations.isEmpty() ? "" : ", of " + String.join(" and ", new TreeSet<>(operations)))
                + (times == Integer.MAX_VALUE ? "" : ", at most " + times + " times");
    }

    /** Codes and status are those of the API reference; the service's own wording of the messages is inferred. */
    private static Fault refusal(int status, String code, String message) {
        return of(new FaultEffect.Refusal(status, code, message));
    }

    private static Fault of(FaultEffect effect) {
        return new Fault(effect, 1, Set.of(), Integer.MAX_VALUE);
    }

    private static Duration checked(Duration delay) {
        if (requireNonNull(delay, "delay").isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a delay is from nothing to an hour: " + delay);
        }
        return delay;
    }
}

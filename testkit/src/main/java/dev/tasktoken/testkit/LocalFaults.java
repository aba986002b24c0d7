package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.internal.api.FaultDecision;
import dev.tasktoken.testkit.internal.api.FaultEffect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The faults of a {@link LocalStepFunctions} or a {@link LocalDurableCallbacks}: what goes wrong with the calls of its
 * API, on demand.
 *
 * <p>Defaults: no fault; the seed is 0.
 *
 * <p>A call meets every latency that applies to it, and they add up. Of the other faults it meets one, the first that
 * was injected of those that apply. What is drawn for the n-th call of a fault's operations depends on the seed, on the
 * fault's place among those injected since the seed was set, and on n, and on nothing else. Calls that race for their
 * place come in no fixed order.
 *
 * <p>Faults concern calls over HTTP, each attempt of a client for itself; the methods of {@link LocalStepFunctions},
 * its integrations and the pages of its topics are left alone. A call takes effect wholly or not at all. Thread-safe.
 *
 * <pre>{@code
 * stepFunctions.faults().inject(Fault.cutAfter().operations("SendTaskSuccess").times(1));
 * }</pre>
 */
public final class LocalFaults {
    private final Map<String, Integer> calls = new HashMap<>();
    private final List<Injected> injected = new ArrayList<>();
    private final Map<Fault, Integer> met = new HashMap<>();
    private SplittableRandom seeds = new SplittableRandom(0);

    LocalFaults(Set<String> operations) {
        operations.forEach(operation -> calls.put(operation, 0));
    }

    /**
     * Sets from what the faults that are injected after this draw.
     *
     * @param seed the same seed, the same draws
     */
    public synchronized void seed(long seed) {
        seeds = new SplittableRandom(seed);
    }

    /**
     * Adds a fault, behind those that are there. The same fault can be added several times.
     *
     * @param fault what goes wrong from the next call on
     * @throws IllegalArgumentException if the fault names an operation that is not served here
     */
    public synchronized void inject(Fault fault) {
        requireNonNull(fault, "fault").operationNames().forEach(this::requireServed);
        met.putIfAbsent(fault, 0);
        injected.add(new Injected(fault, seeds.split()));
    }

    /** Ends all faults for the calls that come from now on. Calls on their way and counters stay as they are. */
    public synchronized void clear() {
        injected.clear();
    }

    /**
     * Returns how many calls met a fault so far.
     *
     * @param fault a fault that was injected; cleared ones count, too
     * @return the number of calls, each attempt of a client for itself
     * @throws IllegalArgumentException if this very object was never injected here
     */
    public synchronized int met(Fault fault) {
        Integer count = met.get(requireNonNull(fault, "fault"));
        if (count == null) {
            throw new IllegalArgumentException("this fault was never injected: " + fault);
        }
        return count;
    }

    /**
     * Returns how many calls of an operation have arrived so far, failed ones included.
     *
     * @param operation for instance {@code SendTaskSuccess}
     * @return the number of calls, each attempt of a client for itself
     * @throws IllegalArgumentException if there is no such operation
     */
    public synchronized int calls(String operation) {
        return requireServed(requireNonNull(operation, "operation"));
    }

    /** Decides which faults a call that arrives now meets. */
    synchronized FaultDecision decide(String operation) {
        calls.merge(operation, 1, Integer::sum);
        FaultDecision decision = FaultDecision.UNDISTURBED;
        for (Injected candidate : injected) {
            if (candidate.isFor(operation) && candidate.draw(decision)) {
                met.merge(candidate.fault, 1, Integer::sum);
                decision = candidate.addTo(decision);
            }
        }
        return decision;
    }

    private int requireServed(String operation) {
        Integer count = calls.get(operation);
        if (count == null) {
            throw new IllegalArgumentException("there is no operation " + operation);
        }
        return count;
    }

    /** A fault at work. Guarded by the faults' monitor. */
    private static final class Injected {
        private final Fault fault;
        private final SplittableRandom random;
        private int left;
        private double place;

        Injected(Fault fault, SplittableRandom random) {
            this.fault = fault;
            this.random = random;
            this.left = fault.times();
        }

        boolean isFor(String operation) {
            return fault.operationNames().isEmpty() || fault.operationNames().contains(operation);
        }

        /** Draws for every call, whether it can meet the fault or not, so that what others do changes no draw. */
        boolean draw(FaultDecision decision) {
            boolean drawn = random.nextDouble() < fault.probability();
            place = random.nextDouble();
            boolean meets = drawn && left > 0 && decision.accepts(fault.effect());
            if (meets) {
                left--;
            }
            return meets;
        }

        FaultDecision addTo(FaultDecision decision) {
            if (fault.effect() instanceof FaultEffect.Latency latency) {
                return decision.withLatency(latency.at(place));
            }
            return decision.withEnding((FaultEffect.Ending) fault.effect());
        }
    }
}

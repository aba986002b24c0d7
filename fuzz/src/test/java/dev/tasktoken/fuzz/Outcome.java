package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.InvalidPayloadException;
import dev.tasktoken.testkit.TestTokens;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading an input: the token and all its payloads, or one of the documented exceptions. Anything else
 * that is thrown is a finding, and so is a token in any text, or memory without measure.
 */
record Outcome(String token, List<Object> payloads) {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * Jazzer's hooks of patterns allocate, too. What reading may allocate whatever its input, and for each character of
     * it; all payloads together.
     */
    private static final long ALLOCATION = Boolean.getBoolean("jazzer.hooks") ? 256L << 20 : 4L << 20;

    private static final int ALLOCATION_PER_CHARACTER = 1_000;

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    /** The payload as most users have it. */
    record Order(String orderId, int amount) {}

    /** Reads where nothing but a {@link TaskTokenException} is documented. */
    static Outcome of(Input input, Supplier<CallbackEnvelope> reading) {
        return of(input, reading, Set.of());
    }

    static Outcome of(
            Input input, Supplier<CallbackEnvelope> reading, Set<Class<? extends RuntimeException>> documented) {
        return of(input.length(), reading, documented);
    }

    static Outcome of(
            int length, Supplier<CallbackEnvelope> reading, Set<Class<? extends RuntimeException>> documented) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Outcome outcome = read(reading, documented);
        long bound = ALLOCATION + (long) ALLOCATION_PER_CHARACTER * length;
        if (allocatedSince(before) > bound) {
            // Classes were loaded, perhaps; they are not loaded twice.
            long again = THREADS.getCurrentThreadAllocatedBytes();
            read(reading, documented);
            assertThat(allocatedSince(again))
                    .as("bytes allocated for %s characters", length)
                    .isLessThanOrEqualTo(bound);
        }
        return outcome;
    }

    private static long allocatedSince(long before) {
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** Requires that a text shows no token. */
    static void requireNoToken(String text) {
        if (text.contains(TestTokens.PREFIX)) {
            throw new AssertionError("A token leaks: " + text.replace(TestTokens.PREFIX, "<token>"));
        }
    }

    static void requireNoToken(Throwable thrown) {
        requireNoToken(thrown, new ArrayList<>());
    }

    private static void requireNoToken(@Nullable Throwable thrown, List<Throwable> seen) {
        if (thrown == null || seen.contains(thrown)) {
            return;
        }
        seen.add(thrown);
        requireNoToken(thrown.toString());
        requireNoToken(String.valueOf(thrown.getMessage()));
        requireNoToken(thrown.getCause(), seen);
        for (Throwable suppressed : thrown.getSuppressed()) {
            requireNoToken(suppressed, seen);
        }
    }

    private static Outcome read(Supplier<CallbackEnvelope> reading, Set<Class<? extends RuntimeException>> documented) {
        CallbackEnvelope envelope;
        try {
            envelope = reading.get();
        } catch (RuntimeException e) {
            if (!(e instanceof TaskTokenException) && !documented.contains(e.getClass())) {
                throw e;
            }
            requireNoToken(e);
            return new Outcome(e.getClass().getName(), List.of());
        }
        requireNoToken(envelope.toString() + envelope.tokenPlace() + envelope.taskToken());
        return new Outcome(envelope.taskToken().value(), payloads(envelope));
    }

    private static List<Object> payloads(CallbackEnvelope envelope) {
        return List.of(
                payload(envelope::payloadText),
                payload(envelope::payload),
                payload(() -> envelope.payload(Order.class)),
                payload(() -> envelope.payload(MAP)));
    }

    private static Object payload(Supplier<Object> binding) {
        try {
            return binding.get();
        } catch (InvalidPayloadException e) {
            requireNoToken(e);
            return e.getClass();
        }
    }

    /** Shows no token, as it is printed where two outcomes differ. */
    @Override
    public String toString() {
        return (token + " " + payloads).replace(TestTokens.PREFIX, "<token>");
    }
}

package dev.tasktoken.testkit.internal.definitions;

import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.values.StateError;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** One rule of Retry. Defaults as in the states language: 1 second, 3 attempts, rate 2.0, no longest delay. */
public record Retrier(
        List<String> errorEquals,
        int intervalSeconds,
        int maxAttempts,
        double backoffRate,
        int maxDelay,
        boolean jitter) {
    private static final Set<String> FIELDS = Set.of(
            "ErrorEquals",
            "IntervalSeconds",
            "MaxAttempts",
            "BackoffRate",
            "MaxDelaySeconds",
            "JitterStrategy",
            "Comment");
    private static final int MOST = 99_999_999;
    private static final int LONGEST_DELAY = 31_622_400;

    static Retrier read(AslObject asl) {
        asl.allowOnly(FIELDS);
        String jitter = asl.optionalText("JitterStrategy").orElse("NONE");
        if (!Set.of("NONE", "FULL").contains(jitter)) {
            asl.report("Value should be one of the following: [NONE, FULL]", "JitterStrategy");
        }
        return new Retrier(
                asl.attempt(() -> asl.texts("ErrorEquals")).orElse(List.of()),
                asl.integer("IntervalSeconds", 0, MOST).orElse(1),
                asl.integer("MaxAttempts", 0, MOST).orElse(3),
                asl.number("BackoffRate", 1.0).orElse(2.0),
                asl.integer("MaxDelaySeconds", 1, LONGEST_DELAY).orElse(LONGEST_DELAY),
                jitter.equals("FULL"));
    }

    boolean matches(StateError error) {
        return errorEquals.stream().anyMatch(error::matches);
    }

    /** The delay before a retry, the first of which is number 0. */
    public Duration delay(int number) {
        double seconds = Math.min(maxDelay, intervalSeconds * Math.pow(backoffRate, number));
        long millis = Math.round(seconds * 1000);
        return Duration.ofMillis(jitter ? ThreadLocalRandom.current().nextLong(millis + 1) : millis);
    }
}

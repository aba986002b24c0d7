package dev.tasktoken.testkit.internal.deliveries;

import java.util.Base64;
import java.util.Random;

/** Makes texts that look like task tokens. */
public final class SampleTokens {
    /** What every token of this class begins with, and nothing else does. */
    public static final String PREFIX = "AAAAKgAAAAIAAAAAAAAAAQ";

    private static final int RANDOM_BYTES = 643;

    private SampleTokens() {}

    /** The same token for the same number. */
    public static String numbered(int number) {
        byte[] bytes = new byte[RANDOM_BYTES];
        new Random(number).nextBytes(bytes);
        return PREFIX + "+/" + Base64.getEncoder().encodeToString(bytes);
    }

    /** A token of this length, at least that of the prefix. */
    public static String ofLength(int length) {
        if (length < PREFIX.length()) {
            throw new IllegalArgumentException("length must be at least " + PREFIX.length() + ": " + length);
        }
        return PREFIX + "+".repeat(length - PREFIX.length());
    }
}

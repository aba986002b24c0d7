package dev.tasktoken.testkit;

import dev.tasktoken.testkit.internal.deliveries.SampleTokens;

/**
 * Makes texts that look like task tokens: about 880 characters of base64, with the {@code +}, {@code /} and {@code =}
 * that break in links. All begin with {@link #PREFIX}, so that a search through output finds every one that leaked.
 *
 * <p>The same number always gives the same token, and different numbers different ones. No service knows them.
 * Stateless and thread-safe.
 *
 * <pre>{@code
 * String message = "{\"TaskToken\": \"" + TestTokens.numbered(1) + "\"}";
 * }</pre>
 */
public final class TestTokens {
    /** What every token of this class begins with, and nothing else does. */
    public static final String PREFIX = SampleTokens.PREFIX;

    private TestTokens() {}

    /**
     * Returns the token with this number.
     *
     * @param number any
     * @return 884 characters
     */
    public static String numbered(int number) {
        return SampleTokens.numbered(number);
    }

    /**
     * Returns a token of this length, for the edges of what the service takes (1 to 2048 characters).
     *
     * @param length at least the length of {@link #PREFIX}
     * @return so many characters
     * @throws IllegalArgumentException if it is shorter than the prefix
     */
    public static String ofLength(int length) {
        return SampleTokens.ofLength(length);
    }
}

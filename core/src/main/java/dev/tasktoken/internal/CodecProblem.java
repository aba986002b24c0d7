package dev.tasktoken.internal;

import java.util.function.Function;

/**
 * What a codec says of its own exception: cut so short that no token fits into it, and never an exception of its own.
 */
public final class CodecProblem {
    private static final int LONGEST = 300;

    private CodecProblem() {}

    public static String of(Function<Throwable, String> describe, Throwable thrown) {
        try {
            return LogText.text(String.valueOf(describe.apply(thrown)), LONGEST);
        } catch (RuntimeException | StackOverflowError e) {
            return thrown.getClass().getName();
        }
    }
}

package dev.tasktoken.sqs;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The retry behaviours of the SDK. A client decides for one when it is built, by the system property
 * {@code aws.newRetries2026} or the environment's {@code AWS_NEW_RETRIES_2026}.
 */
enum SdkRetries {
    /** Four attempts. */
    LEGACY("legacy retries", 4),

    /** Three attempts, and a quota of retries that failed calls use up. */
    NEW("new retries", 3);

    private static final String PROPERTY = "aws.newRetries2026";

    private final String title;
    private final int attempts;

    SdkRetries(String title, int attempts) {
        this.title = title;
        this.attempts = attempts;
    }

    int attempts() {
        return attempts;
    }

    /** The argument that makes this the behaviour of another JVM's clients. */
    String jvmArgument() {
        return "-D" + PROPERTY + "=" + isNew();
    }

    /** Builds a client that behaves so. */
    <T> T build(Supplier<T> client) {
        String before = System.setProperty(PROPERTY, String.valueOf(isNew()));
        try {
            return client.get();
        } finally {
            restore(before);
        }
    }

    private boolean isNew() {
        return this == NEW;
    }

    private static void restore(@Nullable String before) {
        if (before == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
    }

    @Override
    public String toString() {
        return title;
    }
}

package dev.tasktoken.examples.expense;

import java.util.function.Supplier;

/** The two retry behaviours of the SDK; a client decides for one when it is built. */
enum SdkRetries {
    LEGACY("legacy retries"),
    NEW("new retries");

    private static final String PROPERTY = "aws.newRetries2026";

    private final String title;

    SdkRetries(String title) {
        this.title = title;
    }

    <T> T build(Supplier<T> client) {
        System.setProperty(PROPERTY, String.valueOf(this == NEW));
        try {
            return client.get();
        } finally {
            System.clearProperty(PROPERTY);
        }
    }

    @Override
    public String toString() {
        return title;
    }
}

package dev.tasktoken.pending;

import java.util.Objects;

/**
 * How a pending task is answered: with a result or with a failure. Immutable.
 *
 * <p>{@code toString} shows neither the output nor the cause: both are business data.
 */
public sealed interface Decision {
    /**
     * The task succeeds.
     *
     * @param output one JSON value, at most 262,144 bytes in UTF-8
     */
    record Success(String output) implements Decision {
        /**
         * Checks that it is not null; whether it is JSON is checked when it is decided.
         *
         * @param output one JSON value
         */
        public Success {
            Objects.requireNonNull(output, "output");
        }

        /** Shows only the output's length. */
        @Override
        public String toString() {
            return "Success[" + output.length() + " characters]";
        }
    }

    /**
     * The task fails.
     *
     * @param error the error name that {@code Retry} and {@code Catch} match, cut to 256 characters when it is decided
     * @param cause what a person or a {@code Catch} state reads, cut to 32,768 characters when it is decided
     */
    record Failure(String error, String cause) implements Decision {
        /**
         * Checks that nothing is null.
         *
         * @param error the error name
         * @param cause the cause
         */
        public Failure {
            Objects.requireNonNull(error, "error");
            Objects.requireNonNull(cause, "cause");
        }

        /** Shows only the error's name. */
        @Override
        public String toString() {
            return "Failure[" + error + "]";
        }
    }
}

package dev.tasktoken;

import java.util.Objects;

/**
 * An answer that is ready to be sent: checked, fitted to the service's limits, independent of the caller's objects. For
 * an outbox: prepare the answer, record it, then send it, and resend it after a crash.
 *
 * <pre>{@code
 * PreparedAnswer answer = responder.prepare(receipt);
 * outbox.record(orderId, answer);
 * responder.send(task, answer);
 * }</pre>
 *
 * <p>Immutable and thread-safe. Its texts are the workflow's data; {@code toString()} shows none of them but the error
 * name.
 */
public sealed interface PreparedAnswer {
    /**
     * Returns the operation that sends it, which is the name of the permission, too.
     *
     * @return {@code SendTaskSuccess} or {@code SendTaskFailure}
     */
    String operation();

    /**
     * A success.
     *
     * @param output one JSON value, at most 262,144 bytes in UTF-8, which is not checked a second time
     */
    record Success(String output) implements PreparedAnswer {
        /**
         * Takes an output that was prepared before.
         *
         * @throws NullPointerException if it is null
         */
        public Success {
            Objects.requireNonNull(output, "output");
        }

        @Override
        public String operation() {
            return "SendTaskSuccess";
        }

        @Override
        public String toString() {
            return "Success[" + output.length() + " characters]";
        }
    }

    /**
     * A failure.
     *
     * @param error the error name, at most 256 characters
     * @param cause the cause, at most 32,768 characters
     */
    record Failure(String error, String cause) implements PreparedAnswer {
        /**
         * Takes a failure that was prepared before.
         *
         * @throws IllegalArgumentException if error or cause is longer than the service takes
         */
        public Failure {
            if (error.length() > TaskFailure.MAX_ERROR_LENGTH || cause.length() > TaskFailure.MAX_CAUSE_LENGTH) {
                throw new IllegalArgumentException(
                        "The failure is longer than the service takes: prepare it with a responder");
            }
        }

        @Override
        public String operation() {
            return "SendTaskFailure";
        }

        @Override
        public String toString() {
            return "Failure[" + error + "]";
        }
    }
}

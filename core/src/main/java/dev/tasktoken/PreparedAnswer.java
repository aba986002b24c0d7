package dev.tasktoken;

import dev.tasktoken.service.WorkKind;
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
     * Returns the kind of work that it was prepared for, the only one that it can be sent to.
     *
     * @return the kind
     */
    WorkKind kind();

    /**
     * Returns the operation that sends it, which is the name of the permission, too.
     *
     * @return for instance {@code SendTaskSuccess} or {@code SendTaskFailure}
     */
    String operation();

    /**
     * A success.
     *
     * @param kind of the work that it is for
     * @param output one JSON value, at most 262,144 bytes in UTF-8, which is not checked a second time
     */
    record Success(WorkKind kind, String output) implements PreparedAnswer {
        /**
         * Takes an output that was prepared before.
         *
         * @throws NullPointerException if one is null
         */
        public Success {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(output, "output");
        }

        /**
         * Takes an output that was prepared before for a task.
         *
         * @param output one JSON value
         * @throws NullPointerException if it is null
         */
        public Success(String output) {
            this(WorkKind.TASK, output);
        }

        @Override
        public String operation() {
            return kind.operation(WorkKind.Call.SUCCESS);
        }

        @Override
        public String toString() {
            return "Success[" + output.length() + " characters]";
        }
    }

    /**
     * A failure.
     *
     * @param kind of the work that it is for
     * @param error the error name, at most 256 characters
     * @param cause the cause, at most 32,768 characters
     */
    record Failure(WorkKind kind, String error, String cause) implements PreparedAnswer {
        /**
         * Takes a failure that was prepared before.
         *
         * @throws IllegalArgumentException if error or cause is longer than the service takes
         */
        public Failure {
            Objects.requireNonNull(kind, "kind");
            if (error.length() > TaskFailure.MAX_ERROR_LENGTH || cause.length() > TaskFailure.MAX_CAUSE_LENGTH) {
                throw new IllegalArgumentException(
                        "The failure is longer than the service takes: prepare it with a responder");
            }
        }

        /**
         * Takes a failure that was prepared before for a task.
         *
         * @param error the error name, at most 256 characters
         * @param cause the cause, at most 32,768 characters
         * @throws IllegalArgumentException if error or cause is longer than the service takes
         */
        public Failure(String error, String cause) {
            this(WorkKind.TASK, error, cause);
        }

        @Override
        public String operation() {
            return kind.operation(WorkKind.Call.FAILURE);
        }

        @Override
        public String toString() {
            return "Failure[" + error + "]";
        }
    }
}

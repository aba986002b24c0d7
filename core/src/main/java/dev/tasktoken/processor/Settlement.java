package dev.tasktoken.processor;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskTokenException;

/**
 * Whether a delivery is acknowledged or must be redelivered. An adapter translates it for its transport.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface Settlement {
    /**
     * Returns whether the delivery can be acknowledged.
     *
     * @return false if it must be redelivered
     */
    default boolean isAcknowledged() {
        return true;
    }

    /**
     * Returns this settlement, or throws: for transports that redeliver when an exception is thrown.
     *
     * @return this settlement
     * @throws RedeliveryRequestedException if the delivery must be redelivered
     */
    default Settlement acknowledgedOrThrow() {
        return this;
    }

    /**
     * The handler's result was sent.
     *
     * @param answer what the service said
     */
    record Succeeded(AnswerOutcome answer) implements Settlement {}

    /**
     * The task was failed: by its handler, or because its payload or result could not be used.
     *
     * @param error the error name that was sent
     * @param answer what the service said
     */
    record Failed(String error, AnswerOutcome answer) implements Settlement {}

    /** The handler deferred its answer; nothing was sent. */
    record Deferred() implements Settlement {}

    /** The task was closed before the handler ran, or while it ran; nothing was sent. */
    record AlreadyClosed() implements Settlement {}

    /**
     * The delivery must be redelivered. Nothing was sent, or the answer was not delivered. In the latter case this
     * process keeps the answer, and sends it without another run of the handler when the delivery is redelivered.
     *
     * @param reason why; its message holds no token if it is one of this library's exceptions
     */
    record Redeliver(Throwable reason) implements Settlement {
        @Override
        public boolean isAcknowledged() {
            return false;
        }

        /**
         * Throws. The message names the reason as a log line would, without the message of a handler's own exception.
         * That exception is not kept as the cause, because a logged stack trace would print it.
         */
        @Override
        public Settlement acknowledgedOrThrow() {
            throw new RedeliveryRequestedException(description());
        }

        /** The reason's type and, if it is one of this library's exceptions, its message. */
        String description() {
            return reason instanceof TaskTokenException
                    ? reason.getClass().getSimpleName() + ": " + reason.getMessage()
                    : reason.getClass().getName();
        }

        /** Names the reason by its type only. */
        @Override
        public String toString() {
            return "Redeliver[" + reason.getClass().getSimpleName() + "]";
        }
    }
}

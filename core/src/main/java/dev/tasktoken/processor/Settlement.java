package dev.tasktoken.processor;

import dev.tasktoken.Answer;
import dev.tasktoken.TaskTokenException;

/**
 * What becomes of a delivery: done with, or to come again. An adapter translates it into its transport's own words.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface Settlement {
    /**
     * Returns whether the delivery is done with.
     *
     * @return false if it must come again
     */
    default boolean isSettled() {
        return true;
    }

    /**
     * Returns this settlement, or throws: for transports that are told by an exception that a delivery must come again.
     *
     * @return this settlement
     * @throws RedeliveryRequestedException if the delivery must come again
     */
    default Settlement settledOrThrow() {
        return this;
    }

    /**
     * The handler's result was sent.
     *
     * @param answer what the service said
     */
    record Succeeded(Answer answer) implements Settlement {}

    /**
     * The task was failed: by its handler, or because its payload or result could not be used.
     *
     * @param error the error name that was sent
     * @param answer what the service said
     */
    record Failed(String error, Answer answer) implements Settlement {}

    /** The handler deferred its answer; nothing was sent. */
    record Deferred() implements Settlement {}

    /** The task was closed before the work began, or while it went on; nothing was sent. */
    record AlreadyClosed() implements Settlement {}

    /**
     * The delivery must come again. Nothing was sent, or what was sent did not get through; in the latter case the
     * answer is kept in this process and sent without redoing the work when the delivery comes again here.
     *
     * @param reason why; its message holds no token if it is one of this library's exceptions
     */
    record Again(Throwable reason) implements Settlement {
        @Override
        public boolean isSettled() {
            return false;
        }

        /**
         * Throws. The message tells the reason as a log line would, without what a handler's own exception says; that
         * exception is not kept as the cause, because whoever logs the trace would print it.
         */
        @Override
        public Settlement settledOrThrow() {
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
            return "Again[" + reason.getClass().getSimpleName() + "]";
        }
    }
}

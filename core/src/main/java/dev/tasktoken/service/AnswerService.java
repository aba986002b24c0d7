package dev.tasktoken.service;

/**
 * A service that pauses work until it is answered: its three calls, and what its errors mean.
 *
 * <p>Everything that makes an answer safe stands on this interface and is the same for every service: limits, fitted
 * failures, redaction, retries, duplicates, heartbeats, pending work. An implementation only makes the calls. It must
 * be thread-safe, and must not put an id's text into a log line or an exception of its own.
 *
 * @param <I> the type of its ids; no other kind's id can be handed to it
 * @param <R> what a call returns: a response where it blocks, else a future of one
 */
public interface AnswerService<I extends WorkId, R> extends AutoCloseable {
    /**
     * Returns the kind of its work.
     *
     * @return the kind of its ids
     */
    WorkKind kind();

    /**
     * Returns the type of its ids.
     *
     * @return the class
     */
    Class<I> idType();

    /**
     * Ends the work with a result.
     *
     * @param id whose work
     * @param output one JSON value, at most 262,144 bytes in UTF-8
     * @return the response
     */
    R succeed(I id, String output);

    /**
     * Ends the work with a failure.
     *
     * @param id whose work
     * @param error the error name, at most 256 characters
     * @param cause text or JSON text, at most 32,768 characters
     * @return the response
     */
    R fail(I id, String error, String cause);

    /**
     * Sends a sign of life.
     *
     * @param id whose work
     * @return the response
     */
    R heartbeat(I id);

    /**
     * Says what an exception of one of the calls means.
     *
     * @param thrown what the SDK threw
     * @param call which call it was
     * @return the meaning
     */
    Refusal refusal(RuntimeException thrown, WorkKind.Call call);

    /** Closes the client if it was made for this object. */
    @Override
    void close();
}

package dev.tasktoken;

/**
 * Stores a result that is too large to be sent (more than 262,144 bytes as JSON) and returns a reference to answer
 * with.
 *
 * <p>Must be thread-safe. If it throws, or its reference is too large as well, the task is failed with
 * {@link TaskFailure#OUTPUT_TOO_LARGE}.
 */
@FunctionalInterface
public interface OversizedOutputStore {
    /**
     * Stores the output.
     *
     * @param output what the handler returned
     * @return what to answer with instead, for instance a bucket and a key
     * @throws Exception if it cannot be stored
     */
    Object store(Object output) throws Exception;
}

package dev.tasktoken.testkit;

/**
 * A Lambda function in the JVM: JSON text in, JSON text out, as Lambda hands it to a runtime.
 *
 * <p>Handlers of Lambda's own types, {@code RequestHandler} and {@code RequestStreamHandler}, are registered as they
 * are: {@link LocalFunctions}.
 *
 * <p>It is called from many threads at once, as many copies of a function would be.
 */
@FunctionalInterface
public interface LocalFunction {
    /**
     * Handles one invocation.
     *
     * @param payload the event, JSON text; a task token in it is a secret
     * @return the result, JSON text, or an empty text for none
     * @throws Exception to fail the invocation; the state sees the exception's class name as the error, and as the
     *     cause the JSON text {@code {"errorMessage","errorType","stackTrace"}}
     */
    String invoke(String payload) throws Exception;
}

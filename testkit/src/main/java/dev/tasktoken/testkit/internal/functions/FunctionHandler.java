package dev.tasktoken.testkit.internal.functions;

/** What a function does: JSON text in, JSON text out. */
@FunctionalInterface
public interface FunctionHandler {
    /**
     * Handles one invocation.
     *
     * @throws Exception to fail the invocation
     */
    String invoke(String payload) throws Exception;
}

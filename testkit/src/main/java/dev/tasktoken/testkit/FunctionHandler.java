package dev.tasktoken.testkit;

/** What a function does: JSON text in, JSON text out. */
@FunctionalInterface
interface FunctionHandler {
    /**
     * Handles one invocation.
     *
     * @throws Exception to fail the invocation
     */
    String invoke(String payload) throws Exception;
}

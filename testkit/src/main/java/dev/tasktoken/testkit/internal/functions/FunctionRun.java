package dev.tasktoken.testkit.internal.functions;

import java.util.Optional;

/**
 * One run of a function that has ended.
 *
 * @param attempt 1, or more where an asynchronous invocation is tried again
 * @param error the class name of what the function threw, if it threw something
 */
public record FunctionRun(String functionName, String payload, int attempt, Optional<String> error) {
    /** Names no payload: it may hold a token. */
    @Override
    public String toString() {
        return "FunctionRun[" + functionName + ", attempt " + attempt + "]";
    }
}

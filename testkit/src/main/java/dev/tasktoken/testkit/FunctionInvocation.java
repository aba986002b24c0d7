package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.internal.functions.FunctionRun;
import java.util.Optional;

/**
 * One run of a function of {@link LocalFunctions} that has ended. Immutable.
 *
 * @param functionName the function's name
 * @param payload the event's JSON text; a token in it is a secret, so {@link #toString()} leaves it out
 * @param attempt 1, or up to 3 where an asynchronous invocation is tried again
 * @param error the class name of what the function threw, if it threw something
 */
public record FunctionInvocation(String functionName, String payload, int attempt, Optional<String> error) {

    /**
     * Checks that nothing is missing.
     *
     * @param functionName the function's name
     * @param payload the event's JSON text
     * @param attempt which attempt it was
     * @param error the class name of what the function threw
     */
    public FunctionInvocation {
        requireNonNull(functionName, "functionName");
        requireNonNull(payload, "payload");
        requireNonNull(error, "error");
    }

    static FunctionInvocation of(FunctionRun run) {
        return new FunctionInvocation(run.functionName(), run.payload(), run.attempt(), run.error());
    }

    /**
     * Returns everything but the payload.
     *
     * @return for instance {@code FunctionInvocation[storeTaskToken, attempt 2, java.io.IOException]}
     */
    @Override
    public String toString() {
        return "FunctionInvocation[" + functionName + ", attempt " + attempt
                + error.map(name -> ", " + name).orElse("") + "]";
    }
}

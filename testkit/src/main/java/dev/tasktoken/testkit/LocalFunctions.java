package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.internal.functions.FunctionRegistry;
import java.util.List;

/**
 * Lambda functions in the JVM, for {@code lambda:invoke} and for topics.
 *
 * <p>Defaults, as in Lambda:
 *
 * <ul>
 *   <li>an asynchronous invocation ({@code InvocationType} Event, or a topic's) that fails is tried again one and two
 *       minutes later on the {@linkplain LocalStepFunctions#clock() movable clock}, and then given up
 *   <li>every qualifier means the one function there is, which runs as {@code $LATEST}
 *   <li>no limit to a function's time or memory, and any number of them at once, each on a daemon thread of its own;
 *       the threads are interrupted when the {@link LocalStepFunctions} is closed
 * </ul>
 *
 * <p>Thread-safe.
 *
 * <pre>{@code
 * stepFunctions.functions().register("processOrder", order -> "{\"OrderId\": \"0001\"}");
 * }</pre>
 */
public final class LocalFunctions {
    private final FunctionRegistry registry;

    LocalFunctions(FunctionRegistry registry) {
        this.registry = registry;
    }

    /**
     * Registers a function, in place of the one of that name if there is one.
     *
     * @param name 1 to 64 letters, digits, {@code _} and {@code -}
     * @param function what it does
     * @return the function's ARN; a definition may use it, a partial ARN, or the name
     * @throws IllegalArgumentException if the name is not allowed
     */
    public String register(String name, LocalFunction function) {
        requireNonNull(function, "function");
        return registry.register(name, function::invoke);
    }

    /**
     * Returns the runs of a function that have ended, each attempt of an asynchronous invocation for itself; of all
     * functions together the last 10,000 are remembered.
     *
     * @param name the function's name
     * @return the runs in the order in which they ended
     * @throws IllegalArgumentException if there is no such function
     */
    public List<FunctionInvocation> invocations(String name) {
        return registry.runs(name).stream().map(FunctionInvocation::of).toList();
    }
}

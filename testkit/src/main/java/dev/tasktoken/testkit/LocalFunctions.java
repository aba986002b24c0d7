package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Logger LOG = LoggerFactory.getLogger(LocalFunctions.class);
    private static final List<Duration> RETRY_DELAYS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private final Arns arns;
    private final Engine engine;
    private final Map<String, LocalFunction> functions = new ConcurrentHashMap<>();
    private final Recent<FunctionInvocation> invocations;

    LocalFunctions(Arns arns, Engine engine, Recent<FunctionInvocation> invocations) {
        this.arns = arns;
        this.engine = engine;
        this.invocations = invocations;
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
        if (!FunctionName.isSimple(requireNonNull(name, "name"))) {
            throw new IllegalArgumentException("not the name of a function: " + name);
        }
        functions.put(name, function);
        return arns.function(name);
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
        if (!functions.containsKey(requireNonNull(name, "name"))) {
            throw new IllegalArgumentException("there is no function " + name);
        }
        return invocations.list().stream()
                .filter(invocation -> invocation.functionName().equals(name))
                .toList();
    }

    /** The simple name of a function that exists. */
    Optional<String> find(FunctionName asked) {
        return Optional.of(asked)
                .filter(name -> name.isIn(arns))
                .map(FunctionName::name)
                .filter(functions::containsKey);
    }

    /** Runs a function on the current thread and returns its result, or throws what a state sees. */
    String invoke(String name, String payload) {
        return run(name, payload, 1);
    }

    /** Accepts an event for a function; the caller is outside the engine. */
    void invokeLater(String name, String payload) {
        new Redelivery(engine, RETRY_DELAYS, number -> isDone(name, payload, number)).begin();
    }

    private boolean isDone(String name, String payload, int attempt) {
        try {
            run(name, payload, attempt);
            return true;
        } catch (StateFailure failure) {
            if (attempt > RETRY_DELAYS.size()) {
                LOG.warn(
                        "Function {} failed {} times and its event is dropped: {}",
                        name,
                        attempt,
                        failure.error().error());
            }
            return false;
        }
    }

    private String run(String name, String payload, int attempt) {
        LocalFunction function = requireNonNull(functions.get(name), name);
        String result;
        try {
            result = requireNonNull(function.invoke(payload), "the function returned null instead of JSON text");
        } catch (Throwable thrown) {
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.debug("Function {} failed: {}", name, thrown.getClass().getName());
            invocations.add(new FunctionInvocation(
                    name, payload, attempt, Optional.of(thrown.getClass().getName())));
            throw FunctionFailure.of(thrown);
        }
        invocations.add(new FunctionInvocation(name, payload, attempt, Optional.empty()));
        return result;
    }
}

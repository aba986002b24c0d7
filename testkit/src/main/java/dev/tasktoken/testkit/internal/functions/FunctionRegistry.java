package dev.tasktoken.testkit.internal.functions;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.engine.Redelivery;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.BoundedLog;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The functions in the JVM, and how Lambda invokes them: at once, or asynchronously with retries. Thread-safe. */
public final class FunctionRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionRegistry.class);
    private static final List<Duration> RETRY_DELAYS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private final Arns arns;
    private final Engine engine;
    private final Map<String, FunctionHandler> functions = new ConcurrentHashMap<>();
    private final BoundedLog<FunctionRun> runs;

    public FunctionRegistry(Arns arns, Engine engine, BoundedLog<FunctionRun> runs) {
        this.arns = arns;
        this.engine = engine;
        this.runs = runs;
    }

    /** Registers a function, in place of the one of that name if there is one, and returns its ARN. */
    public String register(String name, FunctionHandler function) {
        requireNonNull(function, "function");
        if (!FunctionName.isSimple(requireNonNull(name, "name"))) {
            throw new IllegalArgumentException("not the name of a function: " + name);
        }
        functions.put(name, function);
        return arns.function(name);
    }

    /** The runs of a function that have ended, each attempt for itself. */
    public List<FunctionRun> runs(String name) {
        if (!functions.containsKey(requireNonNull(name, "name"))) {
            throw new IllegalArgumentException("there is no function " + name);
        }
        return runs.list().stream()
                .filter(run -> run.functionName().equals(name))
                .toList();
    }

    /** The simple name of a function that exists. */
    public Optional<String> find(FunctionName asked) {
        return Optional.of(asked)
                .filter(name -> name.isIn(arns))
                .map(FunctionName::name)
                .filter(functions::containsKey);
    }

    /** Runs a function on the current thread and returns its result, or throws what a state sees. */
    public String invoke(String name, String payload) {
        return run(name, payload, 1);
    }

    /** Accepts an event for a function; the caller is outside the engine. */
    public void invokeLater(String name, String payload) {
        new Redelivery(engine, RETRY_DELAYS, number -> tryRun(name, payload, number)).begin();
    }

    private boolean tryRun(String name, String payload, int attempt) {
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
        FunctionHandler function = requireNonNull(functions.get(name), name);
        String result;
        try {
            result = requireNonNull(function.invoke(payload), "the function returned null instead of JSON text");
        } catch (Throwable thrown) {
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.debug("Function {} failed: {}", name, thrown.getClass().getName());
            runs.add(new FunctionRun(
                    name, payload, attempt, Optional.of(thrown.getClass().getName())));
            throw FunctionFailure.of(thrown);
        }
        runs.add(new FunctionRun(name, payload, attempt, Optional.empty()));
        return result;
    }
}

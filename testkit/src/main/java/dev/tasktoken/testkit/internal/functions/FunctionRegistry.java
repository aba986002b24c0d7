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
import java.util.SortedSet;
import java.util.TreeSet;
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
        return arn(name);
    }

    Engine engine() {
        return engine;
    }

    /** The ARN of a function of this name. */
    public String arn(String name) {
        return arns.function(name);
    }

    /** The runs of a function that have ended, each attempt for itself. */
    public List<FunctionRun> runs(String name) {
        String known = require(name);
        return runs.list().stream()
                .filter(run -> run.functionName().equals(known))
                .toList();
    }

    /** The functions that are registered, on a line of its own; empty without any. */
    public String describe() {
        return functions.isEmpty() ? "" : "\n  functions: " + names();
    }

    private SortedSet<String> names() {
        return new TreeSet<>(functions.keySet());
    }

    /** The simple name of a function that must exist, asked for by name or ARN. */
    public String require(String name) {
        return FunctionName.parse(requireNonNull(name, "functionName"))
                .flatMap(this::find)
                .orElseThrow(() -> new IllegalArgumentException("there is no function " + name + ", but " + names()));
    }

    /** The simple name of a function that exists. */
    public Optional<String> find(FunctionName asked) {
        Optional<String> found = Optional.of(asked)
                .filter(name -> name.isIn(arns))
                .map(FunctionName::name)
                .filter(functions::containsKey);
        if (found.isEmpty()) {
            LOG.warn("There is no function {}; registered are {}", asked.arn(arns), names());
        }
        return found;
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
        try {
            return call(name, payload, attempt);
        } catch (Throwable thrown) {
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw FunctionFailure.of(thrown);
        }
    }

    /** Runs a function on the current thread, and throws what it throws. */
    public String call(String name, String payload) throws Exception {
        return call(name, payload, 1);
    }

    private String call(String name, String payload, int attempt) throws Exception {
        FunctionHandler function = requireNonNull(functions.get(name), name);
        Optional<String> error = Optional.empty();
        try {
            return requireNonNull(function.invoke(payload), "the function returned null instead of JSON text");
        } catch (Throwable thrown) {
            error = Optional.of(thrown.getClass().getName());
            LOG.debug("Function {} failed: {}", name, thrown.getClass().getName());
            throw thrown;
        } finally {
            runs.add(new FunctionRun(name, payload, attempt, error));
        }
    }
}

package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tasktoken.testkit.internal.functions.FunctionRegistry;
import dev.tasktoken.testkit.internal.functions.JavaRuntime;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Lambda functions in the JVM, for {@code lambda:invoke}, for topics and for queues.
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
 * stepFunctions.functions().register("ship", new ShippingHandler(responder)); // a RequestHandler<SQSEvent, ...>
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
     * Registers a handler of Lambda's own type. Its event is read, and its result written, as Lambda's Java runtime
     * does it: the classes of {@code aws-lambda-java-events} (that library must be on the class path), maps, lists,
     * texts, and your own classes; Lambda's Jackson does not read records, but writes them. Its context is a
     * {@link LambdaContext} with a request id for each invocation. One object handles all invocations, on many threads
     * at once, where Lambda makes one object for each instance of the function.
     *
     * @param name 1 to 64 letters, digits, {@code _} and {@code -}
     * @param handler an object of a class, which says the event's type; for a lambda see the method with a class
     * @return the function's ARN
     * @throws IllegalArgumentException if the name is not allowed, or the handler's class does not say its event's type
     */
    public String register(String name, RequestHandler<?, ?> handler) {
        requireNonNull(handler, "handler");
        return registry.register(name, JavaRuntime.pojo(handler, contexts(name)));
    }

    /**
     * Registers a lambda that handles events of a type. Everything else is as for {@link #register(String,
     * RequestHandler)}.
     *
     * @param name 1 to 64 letters, digits, {@code _} and {@code -}
     * @param handler what it does; its result is written as what it is
     * @param event the event's type
     * @param <I> the event's type
     * @return the function's ARN
     * @throws IllegalArgumentException if the name is not allowed
     */
    public <I> String register(String name, RequestHandler<I, ?> handler, Class<I> event) {
        requireNonNull(handler, "handler");
        return registry.register(name, JavaRuntime.pojo(handler, requireNonNull(event, "event"), contexts(name)));
    }

    /**
     * Registers a handler that reads and writes streams. Its context is as for {@link #register(String,
     * RequestHandler)}.
     *
     * @param name 1 to 64 letters, digits, {@code _} and {@code -}
     * @param handler what it does; one object handles all invocations, on many threads at once
     * @return the function's ARN
     * @throws IllegalArgumentException if the name is not allowed
     */
    public String register(String name, RequestStreamHandler handler) {
        requireNonNull(handler, "handler");
        return registry.register(name, JavaRuntime.stream(handler, contexts(name)));
    }

    /**
     * Invokes a function on the current thread, as a client of Lambda does, and waits for its result.
     *
     * @param name the function's name or ARN
     * @param event JSON text
     * @return the result, JSON text
     * @throws IllegalArgumentException if there is no such function, or the event is not JSON
     * @throws IllegalStateException if the function throws; the cause is what it threw
     */
    public String invoke(String name, String event) {
        String known = registry.require(name);
        if (Json.parse(requireNonNull(event, "event")).isEmpty()) {
            throw new IllegalArgumentException("the event is not JSON text");
        }
        try {
            return registry.call(known, event);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "the function " + known + " failed: " + e.getClass().getName(), e);
        }
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

    private Supplier<Context> contexts(String name) {
        return () -> LambdaContext.of(name, registry.arn(name))
                .requestId(UUID.randomUUID().toString());
    }
}

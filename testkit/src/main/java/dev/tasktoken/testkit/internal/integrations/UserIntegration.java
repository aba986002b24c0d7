package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.integrations.LocalIntegration;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A resource that a test has registered a function for.
 *
 * @param function the function that is registered at the time of a call
 */
record UserIntegration(IntegrationName name, Supplier<LocalIntegration> function, Engine engine)
        implements JobIntegration {
    @Override
    public String service() {
        return name.service();
    }

    @Override
    public String operation() {
        return name.operation();
    }

    @Override
    public Set<String> requiredParameters() {
        return Set.of();
    }

    @Override
    public Set<String> optionalParameters() {
        return Set.of();
    }

    @Override
    public boolean takesAnyParameters() {
        return true;
    }

    @Override
    public boolean runsFunction() {
        return true;
    }

    /** That the response to a job's start is an empty object is inferred: the function makes the job's result. */
    @Override
    public Job start(JsonNode parameters, IntegrationPattern pattern) throws Exception {
        if (pattern.isJob()) {
            return new FunctionJob(parameters);
        }
        JsonNode response = result(parameters);
        return () -> response;
    }

    private JsonNode result(JsonNode parameters) throws Exception {
        @Nullable Object result = function.get().call(parameters);
        if (result == null) {
            return Json.object();
        }
        return result instanceof String text
                ? Json.parse(text).orElseGet(() -> Json.NODES.textNode(text))
                : Json.MAPPER.valueToTree(result);
    }

    private final class FunctionJob implements Job {
        private final JsonNode parameters;

        FunctionJob(JsonNode parameters) {
            this.parameters = parameters;
        }

        @Override
        public JsonNode response() {
            return Json.object();
        }

        @Override
        public void begin(Consumer<JsonNode> onResult, Consumer<StateError> onFailure) {
            engine.callFunction(
                    () -> result(parameters),
                    onResult,
                    thrown -> onFailure.accept(StateFailure.errorOf(CallFailure.of(service(), thrown))));
        }
    }
}

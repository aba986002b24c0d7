package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.containers.Container;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A container that a task has started.
 *
 * @param description what the service says of it when it has ended, by its exit code
 */
record ContainerJob(JsonNode response, Container container, IntFunction<JsonNode> description) implements Job {
    @Override
    public void begin(Consumer<JsonNode> onResult, Consumer<StateError> onFailure) {
        container.start(exitCode -> {
            JsonNode ended = description.apply(exitCode);
            if (exitCode == 0) {
                onResult.accept(ended);
            } else {
                onFailure.accept(new StateError(StateError.TASK_FAILED, Json.write(ended)));
            }
        });
    }

    @Override
    public void stop() {
        container.stop();
    }

    /** Shows no response: it repeats the environment, which may hold a token. */
    @Override
    public String toString() {
        return "ContainerJob";
    }
}

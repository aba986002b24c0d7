package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.definitions.TaskResource;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Optional;
import java.util.Set;

/** A service that a Task state can call, in the way of Step Functions' optimized integrations. */
public interface Integration {
    /** The service as the resource and the history spell it, {@code sqs}. */
    String service();

    /** The operation as the resource spells it, {@code sendMessage}. */
    String operation();

    Set<String> requiredParameters();

    Set<String> optionalParameters();

    /** As {@link TaskResource#runsFunction()}. */
    default boolean runsFunction() {
        return false;
    }

    /** The resource that an ARN names, if this integration knows a way of writing it other than its own. */
    default Optional<TaskResource> resource(String arn) {
        return Optional.empty();
    }

    /**
     * Makes the call and returns the response as the service gives it. Runs outside the engine's lock and may be slow.
     *
     * @throws StateFailure if the call fails, under the name that Retry and Catch rules match
     */
    JsonNode call(JsonNode parameters);
}

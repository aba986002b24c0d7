package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.definitions.TaskResource;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Optional;
import java.util.Set;

/** A service that a Task state can call, in the way of Step Functions' optimized integrations. */
public interface Integration {
    /** The service as the resource and the history spell it, {@code sqs} or {@code aws-sdk:dynamodb}. */
    String service();

    /** The operation as the resource spells it, {@code sendMessage}. */
    String operation();

    Set<String> requiredParameters();

    Set<String> optionalParameters();

    /** Whether more parameters are taken than those that are named. */
    default boolean takesAnyParameters() {
        return false;
    }

    /** How a task can use it. */
    default Set<IntegrationPattern> patterns() {
        return IntegrationPattern.CALLS;
    }

    /** The parameters as the history shows them. */
    default JsonNode shown(JsonNode parameters, IntegrationPattern pattern) {
        return parameters;
    }

    /** Whether a call runs code of the user's, which may take as long as it likes. */
    default boolean runsFunction() {
        return false;
    }

    /** Whether even a plain call has its response only when its job ends, and no thread waits for that. */
    default boolean respondsLater() {
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
     * @throws Exception an exception of an SDK client becomes such a failure, too; any other one is a bug
     */
    JsonNode call(JsonNode parameters) throws Exception;
}

package dev.tasktoken.testkit.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a Task state calls, as a function in the JVM: the request in, the service's response out. Registered with
 * {@link LocalIntegrations#on}.
 *
 * <p>It is called from many threads at once and may take as long as it likes.
 */
@FunctionalInterface
public interface LocalIntegration {
    /**
     * Makes one call.
     *
     * @param request the state's Parameters or Arguments as they were evaluated; a task token in it is a secret
     * @return the response in the service's own shape: JSON text if it is a {@code String}, else what Jackson makes of
     *     it; null is an empty object
     * @throws Exception to fail the call: an {@link IntegrationException} under its name, an exception of an SDK client
     *     under the name that Step Functions gives it; any other one is a fault of the test and fails the execution
     *     with {@code States.Runtime}, which nothing catches
     */
    @Nullable Object call(JsonNode request) throws Exception;
}

package dev.tasktoken.testkit.integrations;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One call that a Task state has made.
 *
 * @param resource the resource without its prefix, {@code dynamodb:putItem} or
 *     {@code events:putEvents.waitForTaskToken}
 * @param request the state's Parameters or Arguments as they were evaluated; a token in it is a secret, so
 *     {@link #toString()} leaves it out
 */
public record IntegrationCall(String resource, JsonNode request) {

    /**
     * Checks that nothing is missing.
     *
     * @param resource the resource
     * @param request the request
     */
    public IntegrationCall {
        requireNonNull(resource, "resource");
        requireNonNull(request, "request");
    }

    /**
     * Returns the resource only.
     *
     * @return for instance {@code IntegrationCall[dynamodb:putItem]}
     */
    @Override
    public String toString() {
        return "IntegrationCall[" + resource + "]";
    }
}

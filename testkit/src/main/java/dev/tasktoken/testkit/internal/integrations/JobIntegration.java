package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;

/** An integration whose work goes on after its response, so that a task can wait for its end. */
interface JobIntegration extends Integration {
    /** As {@link #call}, with what goes on afterwards. */
    Job start(JsonNode parameters, IntegrationPattern pattern) throws Exception;

    @Override
    default JsonNode call(JsonNode parameters) throws Exception {
        return start(parameters, IntegrationPattern.REQUEST_RESPONSE).response();
    }
}

package dev.tasktoken.testkit.internal.functions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.HashSet;
import java.util.Set;

/**
 * What a function returned for a batch, read as a partial batch response (Lambda developer guide, "Handling errors for
 * an SQS event source").
 *
 * @param json the response; missing if it is not JSON
 */
record BatchResponse(JsonNode json) {
    private static final String FAILURES = "batchItemFailures";

    /** A function that writes nothing has failed nothing. */
    static BatchResponse of(String response) {
        return new BatchResponse(
                response.isBlank() ? Json.object() : Json.parse(response).orElseGet(Json.NODES::missingNode));
    }

    boolean hasFailures() {
        return json.path(FAILURES).isArray() && !json.path(FAILURES).isEmpty();
    }

    /** The failed messages of a batch: all of it for a response that names none, or one that is not in the batch. */
    Set<String> failed(Set<String> batch) {
        JsonNode failures = json.path(FAILURES);
        if (!json.isMissingNode() && (failures.isMissingNode() || failures.isNull())) {
            return Set.of();
        }
        Set<String> failed = new HashSet<>();
        failures.forEach(failure -> failed.add(failure.path("itemIdentifier").asText("")));
        return failures.isArray() && batch.containsAll(failed) ? failed : batch;
    }

    /** Names no response: it may hold anything. */
    @Override
    public String toString() {
        return "BatchResponse";
    }
}

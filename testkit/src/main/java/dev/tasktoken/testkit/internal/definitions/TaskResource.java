package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.expressions.AslObject;

/** The Resource of a Task state: what it calls, and how the history speaks of it. */
public interface TaskResource {
    boolean waitsForToken();

    /**
     * Whether a call runs a function of the user's. Such a call may take as long as it likes, and the task's heartbeat
     * is not asked for before it has returned.
     */
    boolean runsFunction();

    void checkParameters(AslObject asl);

    /**
     * Makes the call and returns the response as the service gives it. Runs outside the engine's lock and may be slow.
     *
     * @throws dev.tasktoken.testkit.internal.values.StateFailure if the call fails, under the name that Retry and Catch
     *     rules match
     */
    JsonNode call(JsonNode parameters);

    /** The type of an event, of which only the end is given: {@code Scheduled}. */
    String event(String end);

    /** What every event but the first says of the resource. */
    ObjectNode details();

    /** What the first event says. */
    ObjectNode scheduled(JsonNode parameters, TaskLimits.Resolved limits, String region);
}

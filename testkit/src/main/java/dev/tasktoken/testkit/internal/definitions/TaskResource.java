package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.integrations.Integration;

/** The Resource of a Task state: what it calls, and how the history speaks of it. */
public interface TaskResource {
    boolean waitsForToken();

    /** As {@link Integration#runsFunction()}. */
    boolean runsFunction();

    void checkParameters(AslObject asl);

    /** As {@link Integration#call}. */
    JsonNode call(JsonNode parameters);

    /** The type of an event, of which only the end is given: {@code Scheduled}. */
    String event(String end);

    /** What every event but the first says of the resource. */
    ObjectNode details();

    /** What the first event says. */
    ObjectNode scheduled(JsonNode parameters, TaskLimits.Resolved limits, String region);
}

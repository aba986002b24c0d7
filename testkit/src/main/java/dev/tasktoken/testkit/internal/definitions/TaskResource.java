package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;

/** The Resource of a Task state: what it calls, and how the history speaks of it. */
public interface TaskResource {
    /** Whether the task goes on until its token is answered. */
    boolean waitsForToken();

    /** Whether the task has a token: one that waits for it, and a job, which its token can end as well (recorded). */
    boolean hasToken();

    void checkParameters(AslObject asl);

    /**
     * Looks at an answer to the task's token before it is taken.
     *
     * @throws ServiceErrorException if the service would not take it
     */
    default void checkAnswer() {}

    /** Does the work. Called inside the engine, after the task was scheduled. */
    void start(TaskRun task, JsonNode parameters);

    /** The type of an event, of which only the end is given: {@code Scheduled}. */
    String event(String end);

    /** What every event but the first says of the resource. */
    ObjectNode details();

    /** What the first event says. */
    ObjectNode scheduled(JsonNode parameters, TaskLimits.Resolved limits, String region);
}

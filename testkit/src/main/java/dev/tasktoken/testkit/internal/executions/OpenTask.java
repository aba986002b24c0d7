package dev.tasktoken.testkit.internal.executions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.StateError;

/** A task that waits for its token, as the operations that answer it see it. */
public interface OpenTask {
    /** The execution that the task belongs to. */
    String executionArn();

    /** The state and what it calls, for a person: {@code Charge (lambda:invoke.waitForTaskToken)}. */
    String describe();

    /** Takes a SendTaskSuccess. */
    void succeed(JsonNode output);

    /** Takes a SendTaskFailure. */
    void fail(StateError error);

    /** Takes a SendTaskHeartbeat: only the heartbeat's clock starts again. */
    void heartbeat();
}

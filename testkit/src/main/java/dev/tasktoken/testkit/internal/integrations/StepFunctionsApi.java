package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;

/** The API of this instance, for states that call Step Functions itself. Called inside the engine. */
public interface StepFunctionsApi {
    /**
     * Makes a call, with members as the API names them. Faults on demand do not meet it.
     *
     * @throws ServiceErrorException if the service refuses it
     */
    ObjectNode call(String operation, ObjectNode request);

    /** Runs an action as a step of its own when an execution has ended. */
    void onEnd(String executionArn, Runnable action);
}

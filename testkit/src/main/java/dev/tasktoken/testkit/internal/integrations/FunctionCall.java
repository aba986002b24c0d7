package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.TaskLimits;
import dev.tasktoken.testkit.internal.definitions.TaskResource;
import dev.tasktoken.testkit.internal.definitions.TaskRun;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.values.DataLimit;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.function.UnaryOperator;

/**
 * A function's ARN as the Resource of a Task state: its event is the state's parameters as they are, its result the
 * state's, and its events in the history are Lambda's own. It cannot wait for a token.
 */
record FunctionCall(String arn, UnaryOperator<JsonNode> function) implements TaskResource {
    @Override
    public boolean waitsForToken() {
        return false;
    }

    @Override
    public boolean hasToken() {
        return false;
    }

    @Override
    public void checkParameters(AslObject asl) {
        // A function takes any.
    }

    @Override
    public void start(TaskRun task, JsonNode parameters) {
        task.started();
        task.callFunction(() -> DataLimit.checkResult(function.apply(parameters), arn), task::succeeded);
    }

    @Override
    public String event(String end) {
        return "LambdaFunction" + end;
    }

    @Override
    public ObjectNode details() {
        return Json.object();
    }

    /** Names no heartbeat: the API's model has no field for it. */
    @Override
    public ObjectNode scheduled(JsonNode parameters, TaskLimits.Resolved limits, String region) {
        ObjectNode details = Json.object().put("resource", arn).put("input", Json.write(parameters));
        limits.timeoutSeconds().ifPresent(seconds -> details.put("timeoutInSeconds", seconds));
        return details;
    }
}

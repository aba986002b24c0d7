package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.activities.Activities;
import dev.tasktoken.testkit.internal.activities.Activity;
import dev.tasktoken.testkit.internal.activities.Assignment;
import dev.tasktoken.testkit.internal.activities.WaitingTask;
import dev.tasktoken.testkit.internal.definitions.TaskLimits;
import dev.tasktoken.testkit.internal.definitions.TaskResource;
import dev.tasktoken.testkit.internal.definitions.TaskRun;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import dev.tasktoken.testkit.internal.values.StateFailure;

/**
 * An activity's ARN as the Resource of a Task state: the task waits for a worker that polls, and then for its token.
 * That the activity exists is asked when the state is entered, not when the machine is created (recorded).
 */
record ActivityCall(String arn, Activities activities) implements TaskResource {
    @Override
    public boolean waitsForToken() {
        return true;
    }

    @Override
    public boolean hasToken() {
        return true;
    }

    @Override
    public void checkParameters(AslObject asl) {
        if (asl.has("Credentials")) {
            asl.report("The field 'Credentials' is not supported for activities", "Credentials");
        }
    }

    /** What a token of a deleted activity is answered with is documented, the message is inferred. */
    @Override
    public void checkAnswer() {
        if (activities.find(arn).isEmpty()) {
            throw new ServiceErrorException("TaskDoesNotExist", "Task Does Not Exist: 'The activity does not exist'");
        }
    }

    @Override
    public void start(TaskRun task, JsonNode parameters) {
        Activity activity = existing();
        String input = Json.write(parameters);
        WaitingTask waiting = worker -> {
            ObjectNode started = Json.object();
            worker.ifPresent(name -> started.put("workerName", name));
            return task.taken(started).map(token -> new Assignment(token, input));
        };
        task.offered();
        task.onStop(() -> activity.remove(waiting));
        activity.add(waiting);
    }

    @Override
    public String event(String end) {
        return "Activity" + end;
    }

    @Override
    public ObjectNode details() {
        return Json.object();
    }

    @Override
    public ObjectNode scheduled(JsonNode parameters, TaskLimits.Resolved limits, String region) {
        ObjectNode details = Json.object().put("resource", existing().arn()).put("input", Json.write(parameters));
        limits.timeoutSeconds().ifPresent(seconds -> details.put("timeoutInSeconds", seconds));
        limits.heartbeatSeconds().ifPresent(seconds -> details.put("heartbeatInSeconds", seconds));
        return details;
    }

    private Activity existing() {
        return activities.find(arn).orElseThrow(() -> StateFailure.runtime("The activity " + arn + " does not exist."));
    }
}

package dev.tasktoken.testkit.internal.definitions;

import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.DataFields;
import dev.tasktoken.testkit.internal.expressions.StateFields;
import java.util.Optional;

/** Calls an integration, and with {@code .waitForTaskToken} waits until the token is returned. */
record TaskState(ResourceCall call, ErrorRules errorRules, Optional<String> next) implements State {
    private static final StateFields FIELDS = StateFields.of(
                    "Resource",
                    "Next",
                    "End",
                    "TimeoutSeconds",
                    "HeartbeatSeconds",
                    "Credentials",
                    "Assign",
                    "Retry",
                    "Catch")
            .inJsonPath(
                    "InputPath",
                    "Parameters",
                    "ResultSelector",
                    "ResultPath",
                    "OutputPath",
                    "TimeoutSecondsPath",
                    "HeartbeatSecondsPath")
            .inJsonata("Arguments", "Output");

    static TaskState read(AslObject asl, TaskResources resources) {
        FIELDS.check(asl);
        DataFields data = DataFields.read(asl);
        TaskLimits limits = TaskLimits.read(asl);
        Optional<TaskCredentials> credentials = TaskCredentials.read(asl);
        ErrorRules rules = ErrorRules.read(asl);
        Optional<String> next = StateFields.next(asl);
        TaskResource resource = resources.resource(asl);
        resource.checkParameters(asl);
        return new TaskState(new ResourceCall(resource, data, limits, credentials), rules, next);
    }

    @Override
    public String type() {
        return "Task";
    }

    @Override
    public boolean canRetry() {
        return true;
    }

    @Override
    public boolean recordsAbort() {
        return true;
    }

    @Override
    public void attempt(StateActions actions) {
        actions.runTask(call);
    }
}

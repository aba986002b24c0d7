package dev.tasktoken.testkit;

import java.util.Optional;

/** Hands work to an integration, and with {@code .waitForTaskToken} waits for somebody to return the token. */
record TaskState(
        TaskResource resource, DataFields data, TaskLimits limits, ErrorRules errorRules, Optional<String> next)
        implements State {
    private static final StateFields FIELDS = StateFields.of(
                    "Resource", "Next", "End", "TimeoutSeconds", "HeartbeatSeconds", "Assign", "Retry", "Catch")
            .inJsonPath(
                    "InputPath",
                    "Parameters",
                    "ResultSelector",
                    "ResultPath",
                    "OutputPath",
                    "TimeoutSecondsPath",
                    "HeartbeatSecondsPath")
            .inJsonata("Arguments", "Output");

    static TaskState read(AslObject asl, Integrations integrations) {
        FIELDS.check(asl);
        TaskResource resource = integrations.resource(asl);
        resource.checkParameters(asl);
        return new TaskState(
                resource, DataFields.read(asl), TaskLimits.read(asl), ErrorRules.read(asl), StateReader.next(asl));
    }

    @Override
    public String type() {
        return "Task";
    }

    @Override
    public boolean waitsForToken() {
        return resource.waitsForToken();
    }

    @Override
    public boolean recordsAbort() {
        return true;
    }

    @Override
    public void attempt(Visit visit) {
        new TaskAttempt(this, visit).begin();
    }
}

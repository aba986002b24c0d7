package dev.tasktoken.testkit;

import java.util.Optional;
import java.util.Set;

/** Hands work to an integration, and with {@code .waitForTaskToken} waits for somebody to return the token. */
record TaskState(
        TaskResource resource,
        InputFields input,
        OutputFields output,
        TaskLimits limits,
        ErrorRules errorRules,
        Optional<String> next)
        implements State {
    private static final Set<String> FIELDS = StateReader.fields(
            "Resource",
            "Next",
            "End",
            "InputPath",
            "Parameters",
            "ResultSelector",
            "ResultPath",
            "OutputPath",
            "TimeoutSeconds",
            "TimeoutSecondsPath",
            "HeartbeatSeconds",
            "HeartbeatSecondsPath",
            "Retry",
            "Catch");

    static TaskState read(AslObject asl, Integrations integrations) {
        asl.allowOnly(FIELDS);
        TaskResource resource = integrations.resource(asl);
        resource.checkParameters(asl);
        return new TaskState(
                resource,
                InputFields.read(asl),
                OutputFields.read(asl),
                TaskLimits.read(asl),
                ErrorRules.read(asl),
                StateReader.next(asl));
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
    public void attempt(Visit visit) {
        new TaskAttempt(this, visit).begin();
    }
}

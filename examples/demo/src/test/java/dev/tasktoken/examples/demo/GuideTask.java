package dev.tasktoken.examples.demo;

/** A task whose error the tests of docs/errors.md look at. */
final class GuideTask {
    private GuideTask() {}

    /** A state that invokes the function {@code charge}, waits for its token, and catches this error only. */
    static String catching(String error) {
        String limits =
                ", \"TimeoutSeconds\": 3600" + (error.equals("States.Timeout") ? "" : ", \"HeartbeatSeconds\": 60");
        return """
                {"StartAt": "Task", "States": {
                  "Task": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                    "Parameters": {"FunctionName": "charge", "Payload":
                      {"orderId.$": "$.orderId", "cents.$": "$.cents", "taskToken.$": "$$.Task.Token"}}%s,
                    "Catch": [{"ErrorEquals": ["%s"], "Next": "Caught"}],
                    "Next": "Done"},
                  "Done": {"Type": "Succeed"},
                  "Caught": {"Type": "Succeed"}}}
                """.formatted(limits, error);
    }
}

package dev.tasktoken.benchmarks.workflows;

import dev.tasktoken.testkit.LocalStepFunctions;

/** As a test does it: a function takes the token, and the test's threads wait for it and answer with the client. */
final class TokensDriver implements Driver {
    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final String machine;

    TokensDriver() {
        stepFunctions.functions().register("store", token -> "null");
        machine = stepFunctions.createStateMachine("""
                {"StartAt": "Work", "States": {"Work": {"Type": "Task",
                  "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                  "Parameters": {"FunctionName": "store", "Payload": {"token.$": "$$.Task.Token", "order.$": "$"}},
                  "TimeoutSeconds": 3600, "HeartbeatSeconds": 600, "End": true}}}
                """);
    }

    @Override
    public int threads() {
        return 8;
    }

    @Override
    public int run() {
        stepFunctions.startExecution(machine, "{\"id\":\"o-1\",\"amount\":12.5}");
        String token = stepFunctions.awaitOpenTask();
        stepFunctions
                .client()
                .sendTaskSuccess(success -> success.taskToken(token).output("{\"done\":true}"));
        return 1;
    }

    @Override
    public void close() {
        stepFunctions.close();
    }
}

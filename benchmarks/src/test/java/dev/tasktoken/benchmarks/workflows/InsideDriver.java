package dev.tasktoken.benchmarks.workflows;

import dev.tasktoken.testkit.LocalStepFunctions;

/** Without HTTP: a Map state starts executions that answer the token of their item themselves. */
final class InsideDriver implements Driver {
    private static final int ITEMS = 200;

    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final String machine;

    InsideDriver() {
        String child = stepFunctions.createStateMachine("""
                {"StartAt": "Answer", "States": {"Answer": {"Type": "Task",
                  "Resource": "arn:aws:states:::aws-sdk:sfn:sendTaskSuccess",
                  "Parameters": {"TaskToken.$": "$.taskToken", "Output": {"done": true}}, "End": true}}}
                """);
        machine = stepFunctions.createStateMachine("""
                {"StartAt": "All", "States": {"All": {"Type": "Map", "End": true, "MaxConcurrency": 8,
                  "ItemProcessor": {"StartAt": "Work", "States": {"Work": {"Type": "Task",
                    "Resource": "arn:aws:states:::states:startExecution.waitForTaskToken",
                    "Parameters": {"StateMachineArn": "%s", "Input": {"taskToken.$": "$$.Task.Token", "order.$": "$"}},
                    "TimeoutSeconds": 3600, "End": true}}}}}}
                """.formatted(child));
    }

    @Override
    public int threads() {
        return 1;
    }

    @Override
    public int run() {
        stepFunctions.startExecution(machine, new int[ITEMS]).await();
        return ITEMS;
    }

    @Override
    public void close() {
        stepFunctions.close();
    }
}

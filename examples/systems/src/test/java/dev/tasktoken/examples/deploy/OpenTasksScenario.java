package dev.tasktoken.examples.deploy;

import dev.tasktoken.examples.opentasks.OpenTasksHandler;
import dev.tasktoken.testkit.LocalStepFunctions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import software.amazon.awssdk.services.sfn.SfnClient;

/** A task that waits behind a history of more than one page. */
final class OpenTasksScenario implements AutoCloseable {
    private static final String DEFINITION = """
            {"StartAt": "Many", "States": {
              "Many": {"Type": "Map", "ItemsPath": "$.items", "ResultPath": null, "Next": "Wait",
                "ItemProcessor": {"StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "End": true}}}},
              "Wait": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                "Parameters": {"FunctionName": "taken", "Payload": {"token.$": "$$.Task.Token"}}, "End": true}}}""";

    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final CallRecorder recorder;

    OpenTasksScenario(CallRecorder recorder) {
        this.recorder = recorder;
        stepFunctions.functions().register("taken", payload -> "null");
    }

    @SuppressWarnings("NullAway") // the handler takes a context that it does not use
    void run() {
        String machine = stepFunctions.createStateMachine(DEFINITION);
        stepFunctions
                .startExecution(machine, Map.of("items", Collections.nCopies(300, 0)))
                .awaitOpenTask();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        try (SfnClient client = recorder.sfn(OpenTasksHandler.class, stepFunctions.endpoint())) {
            Integer found = new OpenTasksHandler(client, machine, Duration.ZERO, nowhere).handleRequest(null, null);
            if (found != 1) {
                throw new AssertionError("Found " + found + " tasks");
            }
        }
    }

    @Override
    public void close() {
        stepFunctions.close();
    }
}

package dev.tasktoken.cli;

import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import java.time.Duration;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;

/** A state machine whose orders wait for approval, in the JVM. */
final class Orders implements AutoCloseable {
    static final String MACHINE = "arn:aws:states:eu-central-1:123456789012:stateMachine:Orders";

    private static final String DEFINITION = """
            {"StartAt": "Route", "States": {
              "Route": {"Type": "Choice", "Default": "Approve", "Choices": [
                {"Variable": "$.route", "StringEquals": "ship", "Next": "Ship"},
                {"Variable": "$.route", "StringEquals": "nowhere", "Next": "Nowhere"},
                {"Variable": "$.route", "StringEquals": "odd", "Next": "Odd"}]},
              "Nowhere": {"Type": "Task", "End": true,
                "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                "Parameters": {"FunctionName": "nowhere",
                  "Payload": {"taskToken.$": "$$.Task.Token"}}},
              "Approve": {"Type": "Task", "End": true,
                "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                "TimeoutSeconds": 86400, "HeartbeatSeconds": 3600,
                "Parameters": {"FunctionName": "approver",
                  "Payload": {"taskToken.$": "$$.Task.Token", "order.$": "$.order"}}},
              "Ship": {"Type": "Task", "End": true,
                "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                "Parameters": {"FunctionName": "approver",
                  "Payload": {"taskToken.$": "$$.Task.Token", "parcel.$": "$.order"}}},
              "Odd": {"Type": "Task", "End": true,
                "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                "Parameters": {"FunctionName": "approver",
                  "Payload": {"resume.$": "$$.Task.Token", "order.$": "$.order"}}}}}
            """;

    private final LocalStepFunctions stepFunctions = LocalStepFunctions.builder()
            .region(Region.EU_CENTRAL_1)
            .accountId("123456789012")
            .patience(Duration.ofMinutes(1))
            .start();

    private final Invocations invocations = new Invocations();

    Orders() {
        stepFunctions.functions().register("approver", payload -> "null");
        stepFunctions.functions().register("nowhere", payload -> "null");
        stepFunctions
                .client()
                .createStateMachine(machine -> machine.name("Orders")
                        .roleArn("arn:aws:iam::123456789012:role/orders")
                        .definition(DEFINITION));
    }

    LocalStepFunctions stepFunctions() {
        return stepFunctions;
    }

    String endpoint() {
        return stepFunctions.endpoint().toString();
    }

    /** What leads a command here, at once. */
    Stream<String> options() {
        return Stream.of("--endpoint-url", endpoint(), "--calls-per-second", "1000");
    }

    /** What was invoked at the endpoint of Lambda. */
    Invocations invocations() {
        return invocations;
    }

    /** Starts an execution that waits for approval, or in the state that its route leads to. */
    StartedExecution start(String name, String route) {
        return start(name, route, "\"" + name + "\"");
    }

    /** The same of an order that is such JSON. */
    StartedExecution start(String name, String route, String order) {
        String arn = stepFunctions
                .client()
                .startExecution(execution -> execution
                        .stateMachineArn(MACHINE)
                        .name(name)
                        .input("{\"order\": " + order + ", \"route\": \"" + route + "\"}"))
                .executionArn();
        StartedExecution execution = stepFunctions.execution(arn);
        execution.awaitOpenTask();
        return execution;
    }

    @Override
    public void close() {
        invocations.close();
        stepFunctions.close();
    }
}

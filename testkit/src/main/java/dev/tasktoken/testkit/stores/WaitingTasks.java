package dev.tasktoken.testkit.stores;

import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.testkit.LocalExecution;
import dev.tasktoken.testkit.LocalStepFunctions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Executions that wait for a decision: their one state hands its token to a function, which parks it. */
final class WaitingTasks implements AutoCloseable {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String DEFINITION = """
            {"StartAt": "Approve", "States": {"Approve": {
              "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
              "Parameters": {"FunctionName": "park",
                "Payload": {"id.$": "$.id", "execution.$": "$$.Execution.Id", "taskToken.$": "$$.Task.Token"}},
              "End": true}}}
            """;

    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();

    /** The executions by the id that their task is parked under. */
    final Map<String, String> executions = new LinkedHashMap<>();

    SfnClient client() {
        return stepFunctions.client();
    }

    String endpoint() {
        return stepFunctions.endpoint().toString();
    }

    /** Starts as many and returns when all are parked. */
    void park(int count, PendingTasks pending) throws InterruptedException {
        CountDownLatch parked = new CountDownLatch(count);
        stepFunctions.functions().register("park", event -> {
            CallbackEnvelope envelope = CallbackReader.standard().read(event);
            String id = envelope.payload().get("id").textValue();
            String execution = envelope.payload().get("execution").textValue();
            pending.park(
                    id, envelope, PendingTaskInfo.builder().execution(execution).build());
            parked.countDown();
            return "";
        });
        String machine = client().createStateMachine(m -> m.name("approval")
                        .roleArn("arn:aws:iam::123456789012:role/workflow")
                        .definition(DEFINITION))
                .stateMachineArn();
        IntStream.range(0, count).mapToObj(n -> "order/" + n).forEach(id -> {
            String input = "{\"id\":\"" + id + "\"}";
            executions.put(
                    id,
                    client().startExecution(e -> e.stateMachineArn(machine).input(input))
                            .executionArn());
        });
        if (!parked.await(SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(parked.getCount() + " tasks were not parked");
        }
    }

    /** The execution's output; it must succeed. */
    String output(String id) {
        LocalExecution ended = stepFunctions.awaitExecution(executions.getOrDefault(id, ""), SOON);
        return ended.output().orElseThrow(() -> new AssertionError("not succeeded: " + ended));
    }

    /** How many tasks still wait for their answer. */
    int open() {
        return stepFunctions.openTokens().size();
    }

    /** How many answers the service was sent, refused ones included. */
    int answers() {
        return stepFunctions.calls().size();
    }

    @Override
    public void close() {
        stepFunctions.close();
    }
}

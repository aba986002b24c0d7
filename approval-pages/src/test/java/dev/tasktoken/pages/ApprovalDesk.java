package dev.tasktoken.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.testkit.LocalExecution;
import dev.tasktoken.testkit.LocalStepFunctions;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** A workflow that waits for a person, the page where the person decides, and a server that serves it. */
final class ApprovalDesk implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String DEFINITION = """
            {"StartAt": "Wait", "States": {"Wait": {"Type": "Task", "End": true,
              "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
              "Parameters": {"FunctionName": "park", "Payload": {"id.$": "$.id", "TaskToken.$": "$$.Task.Token"}},
              "Retry": [{"ErrorEquals": ["Again"], "MaxAttempts": 1, "IntervalSeconds": 1}]}}}
            """;

    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final TokenResponder responder = TokenResponder.of(stepFunctions.client());
    private final PendingTasks pending = PendingTasks.of(responder, TokenStore.inMemory());
    private final PageServer server;
    private final CallbackLinks links;
    private final String machineArn;

    ApprovalDesk(Map<String, String> details) {
        server = new PageServer(request -> page(details).handle(request));
        links = CallbackLinks.builder(server.address())
                .signingKey("k1", new byte[32])
                .action("confirm")
                .action("cancel")
                .action(ApprovalPage.ALL_CHOICES)
                .clock(stepFunctions.clock())
                .build();
        CallbackProcessor<JsonNode> parking = CallbackProcessor.builder(responder, JsonNode.class)
                .action((payload, task) -> {
                    pending.park(payload.path("id").textValue(), task);
                    task.defer();
                })
                .build();
        stepFunctions.functions().register("park", payload -> {
            parking.process(Delivery.of(payload));
            return "null";
        });
        machineArn = stepFunctions
                .client()
                .createStateMachine(m -> m.name("approval")
                        .roleArn("arn:aws:iam::123456789012:role/workflow")
                        .definition(DEFINITION))
                .stateMachineArn();
    }

    private ApprovalPage page(Map<String, String> details) {
        return ApprovalPage.of(links, pending, task -> asked(task, details));
    }

    private static Question asked(PendingTask task, Map<String, String> details) {
        Question asked = Question.of("Confirm " + task.id() + "?")
                .choice(Choice.of("confirm", "Confirm", new Decision.Success("\"confirmed\""))
                        .done(task.id() + " is confirmed."))
                .choice(Choice.of("cancel", "Cancel", reason -> new Decision.Failure("Cancelled", reason))
                        .dangerous()
                        .requiresComment()
                        .done(task.id() + " is cancelled."));
        for (Map.Entry<String, String> detail : details.entrySet()) {
            asked = asked.detail(detail.getKey(), detail.getValue());
        }
        return asked;
    }

    /** Starts an execution, waits until its task is pending, and returns its ARN. */
    String start(String id) {
        String input =
                JsonMapper.builder().build().createObjectNode().put("id", id).toString();
        String arn = stepFunctions
                .client()
                .startExecution(e -> e.stateMachineArn(machineArn).input(input))
                .executionArn();
        awaitParked();
        return arn;
    }

    /** The function has returned when moving the clock by nothing does. */
    private void awaitParked() {
        stepFunctions.awaitOpenTask(SOON);
        stepFunctions.clock().advance(Duration.ZERO);
    }

    URI link(String id, String action) {
        return links.create(id, pending.find(id).orElseThrow().attempt(), action);
    }

    Collection<URI> links(String id) {
        return links.createAll(id, pending.find(id).orElseThrow().attempt()).values();
    }

    void advance(Duration duration) {
        stepFunctions.clock().advance(duration);
    }

    /** Fails the task as its state wants to have it tried again, and waits for the next attempt. */
    void retry(String id) {
        responder.fail(TaskToken.of(stepFunctions.openTokens().get(0)), "Again", id);
        advance(Duration.ofSeconds(2));
        awaitParked();
    }

    void stop(String execution) {
        stepFunctions.client().stopExecution(e -> e.executionArn(execution));
    }

    boolean isRunning(String execution) {
        return stepFunctions
                .client()
                .describeExecution(d -> d.executionArn(execution))
                .statusAsString()
                .equals("RUNNING");
    }

    String ending(String execution) {
        LocalExecution end = stepFunctions.awaitExecution(execution, SOON);
        return end.status() + " " + end.output().or(end::error).orElse("");
    }

    /** How many calls were made about tasks, but heartbeats. */
    long answers() {
        return stepFunctions.calls().stream()
                .filter(call -> !call.isHeartbeat())
                .count();
    }

    @Override
    public void close() {
        server.close();
        stepFunctions.close();
    }
}

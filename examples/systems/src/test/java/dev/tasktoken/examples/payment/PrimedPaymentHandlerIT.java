package dev.tasktoken.examples.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import dev.tasktoken.testkit.TaskCall;
import java.util.List;
import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The hooks are called as Lambda calls them; the process goes on instead of being restored. */
class PrimedPaymentHandlerIT {
    private static final String DEFINITION = """
            {"StartAt": "Charge", "States": {"Charge": {
              "Type": "Task",
              "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
              "Parameters": {"FunctionName": "charge", "Payload": {"myTaskToken.$": "$$.Task.Token"}},
              "End": true}}}""";

    private final Context<Resource> context = Core.getGlobalContext();
    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final PrimedPaymentHandler handler = new PrimedPaymentHandler(TokenResponder.of(stepFunctions.client()));

    PrimedPaymentHandlerIT() {
        stepFunctions.functions().register("charge", payload -> "null");
    }

    @AfterEach
    void close() {
        stepFunctions.close();
    }

    @Test
    void asksForAMadeUpTaskBeforeTheSnapshotAndAnswersRealOnesAfterIt() {
        handler.beforeCheckpoint(context);
        List<TaskCall> priming = stepFunctions.calls();
        handler.afterRestore(context);
        StartedExecution execution = stepFunctions.run(DEFINITION, "{}");
        handle(execution.awaitOpenTask());

        assertThat(priming)
                .singleElement()
                .satisfies(call -> assertThat(call.isHeartbeat()).isTrue());
        assertThat(execution.await().output()).hasValue("\"Payment processed successfully.\"");
    }

    @Test
    void answersOverANewConnectionIfTheSnapshotsIsDead() {
        handler.beforeCheckpoint(context);
        handler.afterRestore(context);
        Fault dead = Fault.cutBefore().operations("SendTaskSuccess").times(1);
        stepFunctions.faults().inject(dead);
        StartedExecution execution = stepFunctions.run(DEFINITION, "{}");
        handle(execution.awaitOpenTask());

        assertThat(execution.await().succeeded()).isTrue();
        assertThat(stepFunctions.faults().met(dead)).isEqualTo(1);
    }

    @Test
    void neitherRunsNorFailsIfTheServiceCannotBeAsked() {
        stepFunctions.faults().inject(Fault.accessDenied().operations("SendTaskHeartbeat"));

        handler.beforeCheckpoint(context);

        assertThat(stepFunctions.faults().calls("SendTaskHeartbeat")).isEqualTo(1);
        assertThat(stepFunctions.faults().calls("SendTaskSuccess")).isZero();
        assertThat(stepFunctions.faults().calls("SendTaskFailure")).isZero();
    }

    @SuppressWarnings("NullAway") // no invocation, so no context
    private void handle(String taskToken) {
        handler.handleRequest(event(taskToken), null);
    }

    private static SQSEvent event(String taskToken) {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId("message-1");
        message.setAttributes(Map.of("ApproximateReceiveCount", "1"));
        message.setBody("""
                {"orderId": "0001", "creditCardNumber": "4111111111111111", "myTaskToken": "%s"}""".formatted(taskToken));
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(message));
        return event;
    }
}

package dev.tasktoken.examples.guide;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.testkit.DefinitionSubstitutions;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.LocalStepFunctionsExtension;
import dev.tasktoken.testkit.StartedExecution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;

@ExtendWith(LocalStepFunctionsExtension.class)
class GuideIT {
    private static final String DEFINITION = DefinitionSubstitutions.apply(
            Path.of("src/test/resources/guide/charge.asl.json"), Map.of("ChargeFunction", "charge"));
    private static final String ORDER = "{\"orderId\": \"0001\", \"cents\": 1999}";

    /** Takes the token and leaves the answer to the test. */
    @BeforeEach
    void theFunction(LocalStepFunctions stepFunctions) {
        stepFunctions.functions().register("charge", payload -> "null");
    }

    @Test
    void anOrderThatNobodyChargesIsGivenUp(LocalStepFunctions stepFunctions) {
        StartedExecution execution = stepFunctions.run(DEFINITION, ORDER);
        execution.awaitOpenTask();

        stepFunctions.clock().advance(Duration.ofMinutes(11)); // a heartbeat was due after ten

        assertThat(execution).failed().withError("GivenUp").visited("Charge", "Given up");
    }

    @Test
    void heartbeatsKeepItForADayAndNoLonger(LocalStepFunctions stepFunctions) {
        StartedExecution execution = stepFunctions.run(DEFINITION, ORDER);
        String taskToken = execution.awaitOpenTask();

        for (int minutes = 0; minutes < 24 * 60; minutes += 9) {
            stepFunctions.client().sendTaskHeartbeat(h -> h.taskToken(taskToken));
            stepFunctions.clock().advance(Duration.ofMinutes(9));
        }

        assertThat(execution).failed().withError("GivenUp");
        assertThat(stepFunctions.task(taskToken)).isClosedUnanswered().hadHeartbeats(160);
    }

    @Test
    void aLostResponseDoesNotLoseTheCharge(LocalStepFunctions stepFunctions) {
        StartedExecution execution = stepFunctions.run(DEFINITION, ORDER);
        TaskToken taskToken = TaskToken.of(execution.awaitOpenTask());
        stepFunctions
                .faults()
                .inject(Fault.cutAfter().operations("SendTaskSuccess").times(1));

        AnswerOutcome answer = TokenResponder.of(stepFunctions.client()).succeed(taskToken, Map.of("paid", 1999));

        assertThat(answer).isEqualTo(AnswerOutcome.UNCONFIRMED); // and not a second charge
        assertThat(execution).succeeded().withOutputAt("/receipt/paid", 1999);
    }

    @Test
    void aRefusalIsReported(LocalStepFunctions stepFunctions) {
        StartedExecution execution = stepFunctions.run(DEFINITION, ORDER);
        TaskToken taskToken = TaskToken.of(execution.awaitOpenTask());

        TokenResponder.of(stepFunctions.client()).fail(taskToken, "CardRefused", "expired");

        assertThat(execution)
                .failed()
                .withError("Refused")
                .visitedExactly("Charge", "Refused")
                .hasEvents("TaskSubmitted", "TaskFailed", "FailStateEntered");
    }

    @Test
    void anyOtherServiceIsAFunction(LocalStepFunctions stepFunctions) {
        stepFunctions.integrations().on("aws-sdk:s3:headObject", request -> Map.of("ContentLength", 12));
        String definition = """
                {"StartAt": "Look", "States": {"Look": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:headObject",
                    "Parameters": {"Bucket": "orders", "Key.$": "$.key"}, "End": true}}}""";

        StartedExecution execution = stepFunctions.run(definition, Map.of("key", "0001"));

        assertThat(execution).succeeded().withOutputAt("/ContentLength", 12);
    }

    @Test
    void aWorkerTakesTheTaskOfAnActivity(LocalStepFunctions stepFunctions) {
        SfnClient client = stepFunctions.client();
        String activity = client.createActivity(a -> a.name("pack")).activityArn();
        String definition = """
                {"StartAt": "Pack", "States": {"Pack": {"Type": "Task", "Resource": "%s", "End": true}}}""".formatted(activity);
        StartedExecution execution = stepFunctions.run(definition, Map.of("id", "0001"));

        GetActivityTaskResponse task = client.getActivityTask(g -> g.activityArn(activity));
        TokenResponder.of(client).succeed(TaskToken.of(task.taskToken()), Map.of("packed", true));

        assertThat(execution).succeeded().withOutputAt("/packed", true);
    }
}

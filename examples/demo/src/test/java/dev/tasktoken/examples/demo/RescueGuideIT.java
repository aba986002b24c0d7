package dev.tasktoken.examples.demo;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.guide.Rescue;
import dev.tasktoken.examples.guide.Shop.Order;
import dev.tasktoken.examples.guide.Shop.Receipt;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.history.OpenTasks;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.testkit.DefinitionSubstitutions;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** docs/rescue.md: what it does with tasks whose messages are lost. */
@Timeout(60)
class RescueGuideIT {
    private static final LocalQueues QUEUES = LocalQueues.start();
    private static final String APPROVAL = """
            {"StartAt": "Approve", "States": {"Approve": {
              "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
              "Parameters": {"FunctionName": "ask", "Payload": {"taskToken.$": "$$.Task.Token"}}, "End": true}}}""";

    private final LocalStepFunctions stepFunctions =
            LocalStepFunctions.builder().sqs(QUEUES.client()).start();
    private final Rescue rescue = new Rescue(stepFunctions.client());
    private final Queue queue = QUEUES.create("orders-" + System.nanoTime());
    private final String machine = stepFunctions.createStateMachine(DefinitionSubstitutions.apply(
            Path.of("src/test/resources/guide/rescue.asl.json"), Map.of("QueueUrl", queue.url())));

    @AfterAll
    static void stop() {
        QUEUES.close();
    }

    @AfterEach
    void close() {
        stepFunctions.close();
    }

    @Test
    void aLostMessageIsSentAgainAndItsTaskAnswered() {
        StartedExecution execution = startAndLose();
        CallbackProcessor<Order> processor = CallbackProcessor.of(
                TokenResponder.of(stepFunctions.client()), Order.class, order -> new Receipt(order.cents()));
        List<OpenTask> waiting = rescue.waiting(machine, Duration.ZERO);
        assertThat(waiting).hasSize(1);

        rescue.sendAgain(waiting, QUEUES.client());

        Message message = queue.receiveOne(Deadline.in(Duration.ofSeconds(10)));
        assertThat(SqsMessages.process(message, processor)).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(execution).succeeded().withOutput(new Receipt(1999));
        assertThat(rescue.waiting(machine, Duration.ZERO)).isEmpty();
    }

    @Test
    void youngTasksAreLeftOut() {
        startAndLose();

        assertThat(rescue.waiting(machine, Duration.ofHours(1))).isEmpty();
    }

    @Test
    void workThatWasDoneIsAnswered() {
        StartedExecution execution = startAndLose();

        assertThat(rescue.charged(execution.arn())).isEqualTo(AnswerOutcome.ACCEPTED);

        assertThat(execution).succeeded().withOutput(new Receipt(1999));
    }

    @Test
    void workThatMustNotBeDoneReachesTheCatch() {
        StartedExecution execution = startAndLose();
        OpenTask task = rescue.waiting(machine, Duration.ZERO).get(0);

        assertThat(rescue.cancelled(task)).isEqualTo(AnswerOutcome.ACCEPTED);

        assertThat(execution).succeeded();
        assertThat(execution.states()).containsExactly("Charge", "Cancelled");
        assertThat(rescue.cancelled(task)).isEqualTo(AnswerOutcome.ALREADY_CLOSED);
    }

    @Test
    void anApprovalNeedsNoStore() {
        stepFunctions.functions().register("ask", payload -> "null");
        StartedExecution execution = stepFunctions.run(APPROVAL, "{}");
        execution.awaitOpenTask();

        rescue.approve(execution.arn(), true);

        assertThat(execution).succeeded().withOutput(Map.of("approved", true));
    }

    @Test
    void aFunctionIsInvokedOnceByAPatientClient() {
        try (LambdaClient lambda = Rescue.patient(LambdaClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:1")) // nobody is there
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create()))) {
            assertThatThrownBy(() -> lambda.invoke(i -> i.functionName("pack")))
                    .isInstanceOfSatisfying(
                            SdkException.class,
                            thrown -> assertThat(thrown.numAttempts()).isEqualTo(1));
        }
    }

    @Test
    void nothingThatIsPrintedHasAToken() {
        StartedExecution execution = startAndLose();
        String token = execution.openTokens().get(0);

        OpenTask task = OpenTasks.of(stepFunctions.client()).in(execution.arn()).state("Charge");

        assertThat(task.toString().contains(token)).isFalse();
        assertThat(task.taskToken().value().equals(token)).isTrue();
    }

    private StartedExecution startAndLose() {
        StartedExecution execution = stepFunctions.startExecution(machine, new Order("0001", 1999));
        queue.delete(queue.receiveOne(Deadline.in(Duration.ofSeconds(10))));
        return execution;
    }
}

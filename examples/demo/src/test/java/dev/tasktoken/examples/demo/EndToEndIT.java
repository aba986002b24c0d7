package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.PayloadHandler;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.testkit.DefinitionSubstitutions;
import dev.tasktoken.testkit.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.waiters.Waiter;
import software.amazon.awssdk.core.waiters.WaiterAcceptor;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * A workflow, its queue and a worker, from end to end, on whatever {@link EndToEndTarget} finds: nothing here knows
 * which. What emulators are known to be lax about carries the tag {@code strict}.
 */
class EndToEndIT {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    private static final EndToEndTarget TARGET = EndToEndTarget.of(System.getenv());
    private static final Waiter<DescribeExecutionResponse> ENDING = Waiter.<DescribeExecutionResponse>builder(
                    DescribeExecutionResponse.class)
            .addAcceptor(WaiterAcceptor.successOnResponseAcceptor(
                    execution -> execution.status() != ExecutionStatus.RUNNING))
            .addAcceptor(WaiterAcceptor.retryOnResponseAcceptor(execution -> true))
            .overrideConfiguration(c -> c.maxAttempts(Integer.MAX_VALUE)
                    .waitTimeout(LONG_ENOUGH)
                    .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(200))))
            .build();

    private final TokenResponder responder = TokenResponder.of(TARGET.sfn());
    private String queueUrl = "";
    private String machine = "";

    record Order(String orderId) {}

    @AfterAll
    static void stop() {
        TARGET.close();
    }

    @BeforeEach
    void create() throws IOException {
        String name = "end-to-end-" + UUID.randomUUID();
        queueUrl = TARGET.sqs().createQueue(q -> q.queueName(name)).queueUrl();
        String definition = DefinitionSubstitutions.apply(definition(), Map.of("QueueUrl", queueUrl));
        machine = TARGET.sfn()
                .createStateMachine(m -> m.name(name).roleArn(TARGET.roleArn()).definition(definition))
                .stateMachineArn();
    }

    @AfterEach
    void delete() {
        if (!machine.isEmpty()) {
            TARGET.sfn().deleteStateMachine(d -> d.stateMachineArn(machine));
        }
        TARGET.sqs().deleteQueue(d -> d.queueUrl(queueUrl));
    }

    @Test
    void theHandlersResultIsTheOutputOfTheState() throws Exception {
        String execution = begin();

        Settlement settlement = work(order -> Map.of("charged", order.orderId()));

        DescribeExecutionResponse ended = ended(execution);
        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(Json.parse(ended.output()))
                .isEqualTo(Json.parse("{\"orderId\": \"0001\", \"receipt\": {\"charged\": \"0001\"}}"));
    }

    @Test
    void theHandlersFailureIsCaughtUnderItsName() throws Exception {
        String execution = begin();

        work(order -> {
            throw new TaskFailureException("CardRefused", "expired");
        });

        DescribeExecutionResponse ended = ended(execution);
        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(Json.parse(ended.output()))
                .isEqualTo(Json.parse("{\"orderId\": \"0001\", \"status\": \"refused\","
                        + " \"refusal\": {\"Error\": \"CardRefused\", \"Cause\": \"expired\"}}"));
    }

    @Test
    void anyOtherExceptionFailsTheExecutionUnderItsClassName() throws Exception {
        String execution = begin();

        work(order -> {
            throw new IOException("the network");
        });

        DescribeExecutionResponse ended = ended(execution);
        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).isEqualTo("java.io.IOException");
        assertThat(ended.cause()).contains("the network");
    }

    @Test
    void aTaskThatGaveASignOfLifeCanStillBeAnswered() throws Exception {
        String execution = begin();
        CallbackEnvelope envelope = SqsMessages.read(receive());

        TaskStatus status = responder.heartbeat(envelope);
        AnswerOutcome answer = responder.succeed(envelope, "late");

        assertThat(status).isEqualTo(TaskStatus.OPEN);
        assertThat(answer).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(ended(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    @Tag("strict")
    void aSecondAnswerFindsTheTaskClosedAndChangesNothing() throws Exception {
        String execution = begin();
        CallbackEnvelope envelope = SqsMessages.read(receive());
        responder.succeed(envelope, "first");

        assertThat(responder.fail(envelope, "Second", "too late")).isEqualTo(AnswerOutcome.ALREADY_CLOSED);
        assertThat(responder.heartbeat(envelope)).isEqualTo(TaskStatus.CLOSED);
        assertThat(Json.parse(ended(execution).output()).get("receipt").textValue())
                .isEqualTo("first");
    }

    @Test
    @Tag("strict")
    void aTaskOfAStoppedExecutionIsClosed() {
        String execution = begin();
        CallbackEnvelope envelope = SqsMessages.read(receive());
        TARGET.sfn().stopExecution(s -> s.executionArn(execution));

        assertThat(responder.succeed(envelope, "late")).isEqualTo(AnswerOutcome.ALREADY_CLOSED);
        assertThat(ended(execution).status()).isEqualTo(ExecutionStatus.ABORTED);
    }

    @Test
    @Tag("strict")
    void aTokenThatNobodyMadeIsRefused() {
        TaskToken invented = TaskToken.of(TestTokens.numbered(1));

        assertThatThrownBy(() -> responder.succeed(invented, 1)).isInstanceOf(InvalidTaskTokenException.class);
    }

    private String begin() {
        return TARGET.sfn()
                .startExecution(e -> e.stateMachineArn(machine).input("{\"orderId\": \"0001\"}"))
                .executionArn();
    }

    private Settlement work(PayloadHandler<Order> handler) {
        return SqsMessages.process(receive(), CallbackProcessor.of(responder, Order.class, handler));
    }

    private Message receive() {
        List<Message> messages = TARGET.sqs()
                .receiveMessage(r -> r.queueUrl(queueUrl).waitTimeSeconds(20).maxNumberOfMessages(1))
                .messages();
        assertThat(messages).as("messages of the state within 20 s").hasSize(1);
        return messages.get(0);
    }

    private static DescribeExecutionResponse ended(String execution) {
        return ENDING.run(() -> TARGET.sfn().describeExecution(d -> d.executionArn(execution)))
                .matched()
                .response()
                .orElseThrow();
    }

    private static String definition() throws IOException {
        try (InputStream in = Objects.requireNonNull(EndToEndIT.class.getResourceAsStream("/end-to-end.asl.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

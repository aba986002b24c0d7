package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.OutputRejectedException;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Core over the real SDK client, against the service as it behaves; it lives here because testkit depends on core. */
class CoreIT {
    private final Workbench bench = Workbench.start();
    private final LocalFaults faults = bench.stepFunctions.faults();
    private final TokenResponder responder = TokenResponder.of(bench.sfn);

    @AfterEach
    void close() {
        bench.close();
    }

    record Order(int order) {}

    private String paused() {
        return bench.runWaiting("\"End\": true");
    }

    private TaskToken token() {
        return TaskToken.of(bench.token());
    }

    private static Delivery delivery(TaskToken token, int receives) {
        return Delivery.builder("{\"order\":7,\"TaskToken\":\"" + token.value() + "\"}")
                .receiveCount(receives)
                .build();
    }

    @Test
    void endsAnExecutionWithTheHandlersResult() {
        String execution = paused();
        TaskToken token = token();
        CallbackProcessor<Order> processor = CallbackProcessor.of(responder, Order.class, order -> order.order() * 6);

        Settlement settlement = processor.process(delivery(token, 1));

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(bench.ended(execution).output()).isEqualTo(Optional.of("42"));
    }

    @Test
    void endsAnExecutionWithTheHandlersFailure() {
        String execution = paused();
        TaskToken token = token();
        CallbackProcessor<Order> processor = CallbackProcessor.of(responder, Order.class, order -> {
            throw new TaskFailureException("NoStock", "x".repeat(100_000));
        });

        processor.process(delivery(token, 1));

        LocalExecution ended = bench.ended(execution);
        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).isEqualTo(Optional.of("NoStock"));
        assertThat(ended.cause().orElseThrow()).hasSize(32_768).endsWith("[cut]");
    }

    @Test
    void leavesTheExecutionAsItWasWhenADuplicateArrivesElsewhere() {
        String execution = paused();
        TaskToken token = token();
        AtomicInteger works = new AtomicInteger();
        CallbackProcessor<Order> first = CallbackProcessor.of(responder, Order.class, order -> works.incrementAndGet());
        CallbackProcessor<Order> elsewhere =
                CallbackProcessor.of(responder, Order.class, order -> works.addAndGet(100));
        first.process(delivery(token, 1));

        Settlement duplicate = elsewhere.process(delivery(token, 2));

        assertThat(duplicate).isEqualTo(new Settlement.AlreadyClosed());
        assertThat(works).hasValue(1);
        assertThat(bench.ended(execution).output()).isEqualTo(Optional.of("1"));
    }

    @Test
    void tellsAStoppedExecutionFromAnOpenOne() {
        String execution = paused();
        TaskToken token = token();

        assertThat(responder.heartbeat(token)).isEqualTo(TaskStatus.OPEN);
        bench.sfn.stopExecution(s -> s.executionArn(execution));

        assertThat(responder.heartbeat(token)).isEqualTo(TaskStatus.CLOSED);
        assertThat(responder.succeed(token, 1)).isEqualTo(AnswerOutcome.ALREADY_CLOSED);
    }

    @Test
    void refusesATokenThatTheServiceNeverMade() {
        assertThatThrownBy(() -> responder.succeed(TaskToken.of(TestTokens.numbered(1)), 1))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageNotContaining(TestTokens.PREFIX);
    }

    @Test
    void failsTheTaskOfAnOutputThatIsTooLarge() {
        String execution = paused();
        TaskToken token = token();

        assertThatThrownBy(() -> responder.succeed(token, Map.of("x", "y".repeat(300 << 10))))
                .isInstanceOf(OutputRejectedException.class);

        assertThat(bench.ended(execution).error()).isEqualTo(Optional.of("OutputTooLarge"));
    }

    @Test
    void isUnconfirmedWhenTheResponseToItsAnswerWasLost() {
        String execution = paused();
        TaskToken token = token();
        faults.inject(Fault.cutAfter().times(1));

        AnswerOutcome answer = responder.succeed(token, "mine");

        assertThat(answer).isEqualTo(AnswerOutcome.UNCONFIRMED);
        assertThat(bench.ended(execution).output()).isEqualTo(Optional.of("\"mine\""));
    }

    @Test
    void keepsAnAnswerWhoseEveryResponseWasLostAndDoesNotRedoTheWork() {
        String execution = paused();
        TaskToken token = token();
        AtomicInteger works = new AtomicInteger();
        CallbackProcessor<Order> processor = CallbackProcessor.builder(responder, Order.class)
                .handler(order -> works.incrementAndGet())
                .retryAnswerFor(Duration.ZERO)
                .build();
        faults.inject(Fault.cutAfter());
        Settlement lost = processor.process(delivery(token, 1));
        faults.clear();

        Settlement again = processor.process(delivery(token, 2));

        assertThat(lost)
                .isInstanceOfSatisfying(
                        Settlement.Redeliver.class,
                        settlement -> assertThat(settlement.reason()).isInstanceOf(AnswerNotDeliveredException.class));
        assertThat(again).isEqualTo(new Settlement.Succeeded(AnswerOutcome.UNCONFIRMED));
        assertThat(works).hasValue(1);
        assertThat(bench.ended(execution).output()).isEqualTo(Optional.of("1"));
    }
}

package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.processor.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** No execution goes on that nobody answered, none is answered by work that was given up, and no message is burnt. */
@Timeout(60)
class FailClosedIT {
    private final Workbench bench = Workbench.start();
    private final TokenResponder responder = TokenResponder.of(bench.sfn);
    private final PendingTasks pending = PendingTasks.of(responder, TokenStore.inMemory());

    record Order(int order) {}

    @AfterEach
    void close() {
        bench.close();
    }

    private static Delivery.Builder delivery(String token, int receives) {
        return Delivery.builder("{\"order\":7,\"TaskToken\":\"" + token + "\"}").receiveCount(receives);
    }

    private void stillWaits(String execution) {
        assertThat(bench.sfn.describeExecution(e -> e.executionArn(execution)).status())
                .isEqualTo(ExecutionStatus.RUNNING);
    }

    private void failedWith(String execution, String error) {
        LocalExecution ended = bench.ended(execution);
        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).isEqualTo(Optional.of(error));
    }

    @Test
    void theSecondExecutionThatWaitsForOneApprovalFailsAndTheFirstIsApproved() {
        CallbackProcessor<Order> approvals = CallbackProcessor.builder(responder, Order.class)
                .action((order, task) -> pending.park("order-" + order.order(), task))
                .build();
        String first = bench.runWaiting("\"End\": true");
        approvals.process(delivery(bench.token(), 1).build());
        String second = bench.runWaiting("\"End\": true");

        approvals.process(delivery(bench.token(), 1).build());

        failedWith(second, TaskFailure.ALREADY_PENDING);
        stillWaits(first);
        assertThat(pending.succeed("order-7", "approved").isRecorded()).isTrue();
        assertThat(bench.ended(first).output()).isEqualTo(Optional.of("\"approved\""));
    }

    @Test
    void workThatHasNotRunFailsTheExecution() {
        for (Object unfinished : new Object[] {
            (Flow.Publisher<String>) subscriber -> {}, Map.of("receipt", new CompletableFuture<String>())
        }) {
            String execution = bench.runWaiting("\"End\": true");

            CallbackProcessor.of(responder, Order.class, order -> unfinished)
                    .process(delivery(bench.token(), 1).build());

            failedWith(execution, TaskFailure.OUTPUT_NOT_SERIALIZABLE);
        }
    }

    @Test
    void workThatOverflowsTheStackFailsItsExecutionAtItsLastReceive() {
        String execution = bench.runWaiting("\"End\": true");
        String token = bench.token();
        CallbackProcessor<Order> overflowing = CallbackProcessor.builder(responder, Order.class)
                .maxReceives(2)
                .handler(order -> depth(order.order()))
                .build();

        assertThat(overflowing.process(delivery(token, 1).build()).isAcknowledged())
                .isFalse();
        stillWaits(execution);
        assertThat(overflowing.process(delivery(token, 2).build()).isAcknowledged())
                .isTrue();

        failedWith(execution, TaskFailure.TOO_MANY_RECEIVES);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int depth(int from) {
        return 1 + depth(from + 1);
    }

    @Test
    void aDeadLetterWithAnUnreadablePayloadFailsItsExecutionAsADeadLetter() {
        String execution = bench.runWaiting("\"End\": true");
        CallbackReader reader =
                CallbackReader.builder().payloadAt("/order/lines").build();

        CallbackProcessor.deadLetters(responder, reader)
                .process(delivery(bench.token(), 1).build());

        failedWith(execution, TaskFailure.DEAD_LETTER);
    }

    @Test
    void workIsNotRedoneWhileTheRequiredCheckIsThrottledOrDenied() {
        String execution = bench.runWaiting("\"End\": true");
        String token = bench.token();
        AtomicInteger works = new AtomicInteger();
        CallbackProcessor<Order> strict = CallbackProcessor.builder(responder, Order.class)
                .requireDuplicateCheck(true)
                .handler(order -> works.incrementAndGet())
                .build();
        LocalFaults faults = bench.stepFunctions.faults();

        faults.inject(Fault.accessDenied().operations("SendTaskHeartbeat").times(1));
        assertThat(strict.process(delivery(token, 2).build()).isAcknowledged()).isFalse();
        faults.inject(Fault.throttling().operations("SendTaskHeartbeat").times(10));
        assertThat(strict.process(delivery(token, 3).build()).isAcknowledged()).isFalse();
        assertThat(works).hasValue(0);
        faults.clear();

        assertThat(strict.process(delivery(token, 4).build()))
                .isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(bench.ended(execution).output()).isEqualTo(Optional.of("1"));
    }

    @Test
    void noCopyOfTheTokenOfWorkThatWasGivenUpEndsItsExecution() {
        String execution = bench.runWaiting("\"End\": true");
        String token = bench.token();
        CompletableFuture<CallbackTask> givenUp = new CompletableFuture<>();
        CallbackProcessor<Order> processor = CallbackProcessor.of(responder, Order.class, (order, task) -> {
            if (givenUp.complete(task)) {
                new CountDownLatch(1).await();
            }
            return "second";
        });

        Settlement first = processor.process(
                delivery(token, 1).deadline(Instant.now().plusMillis(1_050)).build());
        CallbackTask task = givenUp.join();

        assertThat(first.isAcknowledged()).isFalse();
        assertThatThrownBy(() -> responder.succeed(TaskToken.of(task.taskToken().value()), "late"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> responder.succeed(CallbackReader.standard().read(task.delivery()), "late"))
                .isInstanceOf(IllegalStateException.class);
        stillWaits(execution);
        processor.process(delivery(token, 2)
                .deadline(Instant.now().plus(Duration.ofMinutes(1)))
                .build());
        assertThat(bench.ended(execution).output()).isEqualTo(Optional.of("\"second\""));
    }
}

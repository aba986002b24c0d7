package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.TaskHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;

/** A worker whose answers do not return before the test lets them: when its handlers are free. */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // a handler's stage is returned, as an Object
class FreeHandlersTest {
    private final Semaphore answers = new Semaphore(0);
    private final CountDownLatch asked = new CountDownLatch(2);
    private final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
    private final ScriptedSqs sqs = new ScriptedSqs();
    private final CountingSqs counting = new CountingSqs(sqs);

    private final class SlowSfn implements SfnClient {
        @Override
        public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
            asked.countDown();
            answers.acquireUninterruptibly();
            return SendTaskSuccessResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void endThePoll() {
        answers.release(1_000);
        sqs.deliver(List.of());
    }

    @Test
    void startsTheNextHandlerWhileAnAnswerIsSent() throws Exception {
        try (SqsWorker worker = start((order, task) -> order.number())) {
            sqs.deliver(List.of(ScriptedSqs.message(0)));
            sqs.deliver(List.of(ScriptedSqs.message(1)));

            assertThat(begun.take()).isEqualTo(0);
            assertThat(begun.take()).isEqualTo(1);
            assertThat(worker.status().settled().total()).isZero();
            answers.release(2);
            assertThat(worker.stop()).isTrue();
            assertThat(worker.status().settled().succeeded()).isEqualTo(2);
        }
    }

    @Test
    void receivesNoMoreWhileAsManyAnswersAsHandlersAreUnsent() throws Exception {
        try (SqsWorker worker = start((order, task) -> order.number())) {
            for (int number = 0; number < 3; number++) {
                sqs.deliver(List.of(ScriptedSqs.message(number)));
            }

            asked.await();
            int polls = counting.polls();
            int inFlight = worker.status().inFlight();
            answers.release(3);
            begun.take();
            begun.take();

            assertThat(polls).isEqualTo(2);
            assertThat(inFlight).isEqualTo(2);
            assertThat(begun.take()).isEqualTo(2);
        }
    }

    @Test
    void keepsAHandlerUntilItsStageEnds() throws Exception {
        CompletableFuture<Integer> stage = new CompletableFuture<>();
        try (SqsWorker worker = start((order, task) -> order.number() == 0 ? stage : order.number())) {
            sqs.deliver(List.of(ScriptedSqs.message(0)));
            sqs.deliver(List.of(ScriptedSqs.message(1)));
            begun.take();
            int polls = counting.polls();

            stage.complete(0);

            assertThat(polls).isEqualTo(1);
            assertThat(begun.take()).isEqualTo(1);
            answers.release(2);
            assertThat(worker.stop()).isTrue();
        }
    }

    @Test
    void hidesAMessageUntilItsAnswerIsSent() throws Exception {
        try (SqsWorker worker = start((order, task) -> order.number())) {
            sqs.deliver(List.of(ScriptedSqs.message(0)));

            ScriptedSqs.Call first = sqs.awaitCall(); // a third of the shortest visibility timeout later
            answers.release();
            assertThat(worker.stop()).isTrue();

            assertThat(first.secondsByReceipt()).containsEntry("r-0", 1);
        }
    }

    private SqsWorker start(TaskHandler<Records.Order> handler) {
        TaskHandler<Records.Order> notifying = (order, task) -> {
            begun.add(order.number());
            return handler.handle(order, task);
        };
        CallbackProcessor<Records.Order> processor =
                CallbackProcessor.of(TokenResponder.of(new SlowSfn()), Records.Order.class, notifying);
        return SqsWorker.builder(counting, ScriptedSqs.URL, processor)
                .concurrency(1)
                .visibilityTimeout(Duration.ofSeconds(1))
                .build()
                .start();
    }
}

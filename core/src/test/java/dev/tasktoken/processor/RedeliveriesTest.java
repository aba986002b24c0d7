package dev.tasktoken.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerNotPermittedException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.delivery.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.AbortedException;

/** Messages that come more than once. */
@Timeout(30)
@SuppressWarnings("FutureReturnValueIgnored") // a handler's stage is returned, as an Object
class RedeliveriesTest extends ProcessorFixture {
    @Test
    void doesNotLetAHandlerWaitForItself() {
        List<CallbackProcessor<Order>> itself = new ArrayList<>();
        CallbackProcessor<Order> processor =
                processor((order, task) -> itself.get(0).process(received(1)).isAcknowledged());
        itself.add(processor);

        assertThat(processor.process(received(1))).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("false");
    }

    @Test
    void doesNotLetAHandlerWaitForItselfOnAnotherThread() {
        List<CallbackProcessor<Order>> itself = new ArrayList<>();
        CallbackProcessor<Order> processor = processor((order, task) -> CompletableFuture.supplyAsync(
                        () -> itself.get(0).process(task.delivery()))
                .thenApply(Settlement::isAcknowledged));
        itself.add(processor);

        assertThat(processor.process(received(1))).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("false");
        assertThat(works).hasValue(1);
    }

    @Test
    void waitsForADuplicateNoLongerThanTheDuplicatesOwnDeadline() {
        List<CallbackProcessor<Order>> itself = new ArrayList<>();
        Delivery duplicate = Delivery.builder("{\"order\":7,\"taskToken\":\"" + TOKEN.value() + "\"}")
                .deadline(now.plusMillis(1001)) // the margin is a second
                .build();
        CallbackProcessor<Order> processor = processor((order, task) -> CompletableFuture.supplyAsync(
                        () -> itself.get(0).process(duplicate))
                .thenApply(Settlement::isAcknowledged));
        itself.add(processor);

        assertThat(processor.process(received(1))).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("false");
    }

    @Test
    void asksBeforeTheHandlerOfARedeliveryRunsWhetherTheTaskIsOpen() {
        CallbackProcessor<Order> processor = processor((order, task) -> 1);
        sfn.says(FakeSfn.closedTask(1));

        assertThat(processor.process(received(2))).isEqualTo(new Settlement.AlreadyClosed());
        assertThat(works).hasValue(0);
        assertThat(sfn.calls).containsExactly("heartbeat");
    }

    @Test
    void asksOnceOnlyAboutATaskThatIsClosed() {
        CallbackProcessor<Order> processor = processor((order, task) -> 1);
        sfn.says(FakeSfn.closedTask(1));
        processor.process(received(2));

        assertThat(processor.process(received(3))).isEqualTo(new Settlement.AlreadyClosed());

        assertThat(sfn.calls).containsExactly("heartbeat");
    }

    @Test
    void runsNoHandlerIfTheCheckIsInterrupted() {
        CallbackProcessor<Order> processor = processor((order, task) -> 1);
        sfn.says(AbortedException.create("interrupted"));

        isRedelivered(processor.process(received(2)), AnswerNotDeliveredException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(works).hasValue(0);
    }

    @Test
    void doesNotAskOnAFirstDeliveryButDoesWhereNobodyCounts() {
        processor((order, task) -> 1).process(received(1));
        processor((order, task) -> 1).process(Delivery.of("{\"order\":7,\"token\":\"other\"}"));

        assertThat(sfn.calls).containsExactly("success", "heartbeat", "success");
    }

    @Test
    void asksAlwaysOrNeverAsTheCallerChose() {
        processor((order, task) -> 1, b -> b.duplicateCheck(DuplicateCheck.ALWAYS))
                .process(received(1));
        processor((order, task) -> 1, b -> b.duplicateCheck(DuplicateCheck.NEVER))
                .process(received(9));

        assertThat(sfn.calls).containsExactly("heartbeat", "success", "success");
    }

    @Test
    void runsTheHandlerWhenTheDuplicateCheckIsNotAnswered() {
        CallbackProcessor<Order> processor = processor((order, task) -> 1);
        sfn.says(FakeSfn.error("AccessDeniedException", 400));

        assertThat(processor.process(received(2)).isAcknowledged()).isTrue();
        assertThat(works).hasValue(1);
    }

    static Stream<RuntimeException> clientsOwn() {
        return Stream.of(
                new IllegalStateException("Connection pool shut down"),
                new UncheckedIOException(new IOException("closed")),
                new RejectedExecutionException("terminated"),
                networkDown());
    }

    /** Where the work, its heartbeat and its answer meet a client that is closed. */
    @ParameterizedTest
    @MethodSource("clientsOwn")
    void takesWhateverTheClientThrowsForACallThatWasNotDelivered(RuntimeException thrown) {
        CallbackProcessor<Order> processor =
                processor((order, task) -> task.heartbeat(), b -> b.retryAnswerFor(Duration.ZERO));
        sfn.says(thrown, thrown, thrown);

        isRedelivered(processor.process(received(2)), AnswerNotDeliveredException.class);

        assertThat(sfn.calls).containsExactly("heartbeat", "heartbeat", "success");
        assertThat(processor.process(received(3))).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("\"UNKNOWN\"");
        assertThat(works).hasValue(1);
    }

    @Test
    void runsNoHandlerIfTheRequiredCheckIsNotAnswered() {
        CallbackProcessor<Order> strict = processor((order, task) -> 1, b -> b.requireDuplicateCheck(true));
        sfn.says(FakeSfn.error("ThrottlingException", 400), FakeSfn.error("AccessDeniedException", 400), networkDown());

        isRedelivered(strict.process(received(2)), AnswerNotDeliveredException.class);
        isRedelivered(strict.process(received(3)), AnswerNotPermittedException.class);
        isRedelivered(strict.process(received(4)), AnswerNotDeliveredException.class);
        assertThat(works).hasValue(0);

        assertThat(strict.process(received(5))).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(works).hasValue(1);
    }

    @Test
    void failsATaskWhoseRequiredCheckIsNotAnsweredAtItsLastReceive() {
        CallbackProcessor<Order> strict =
                processor((order, task) -> 1, b -> b.requireDuplicateCheck(true).maxReceives(2));
        sfn.says(networkDown());

        assertThat(strict.process(received(2)))
                .isEqualTo(new Settlement.Failed("TooManyReceives", AnswerOutcome.ACCEPTED));
        assertThat(works).hasValue(0);
    }

    @Test
    void refusesToRequireACheckThatIsNeverMade() {
        assertThatThrownBy(() -> processor(
                        (order, task) -> 1,
                        b -> b.duplicateCheck(DuplicateCheck.NEVER).requireDuplicateCheck(true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NEVER");
    }

    @Test
    void runsNoHandlerForATokenThatTheServiceCannotDecode() {
        sfn.says(FakeSfn.invalidToken());

        isRedelivered(processor((order, task) -> 1).process(received(2)), InvalidTaskTokenException.class);
        assertThat(works).hasValue(0);
    }

    @Test
    void runsNoHandlerForATaskItClosed() {
        CallbackProcessor<Order> processor = processor((order, task) -> 1);
        processor.process(received(1));

        assertThat(processor.process(received(1))).isEqualTo(new Settlement.AlreadyClosed());
        assertThat(sfn.calls).containsExactly("success");
    }

    @Test
    void failsATaskWhoseMessageWasReceivedTooOftenWithoutRunningTheHandler() {
        Settlement settlement =
                processor((order, task) -> 1, b -> b.maxReceives(3)).process(received(4));

        assertThat(settlement).isEqualTo(new Settlement.Failed("TooManyReceives", AnswerOutcome.ACCEPTED));
        assertThat(works).hasValue(0);
    }

    @Test
    void failsATaskWhoseLastReceiveAsksForAnother() {
        CallbackProcessor<Order> processor = processor(
                (order, task) -> {
                    throw new RedeliveryRequestedException("warehouse closed");
                },
                b -> b.maxReceives(3).duplicateCheck(DuplicateCheck.NEVER));

        isRedelivered(processor.process(received(2)), RedeliveryRequestedException.class);
        assertThat(processor.process(received(3)))
                .isEqualTo(new Settlement.Failed("TooManyReceives", AnswerOutcome.ACCEPTED));
    }

    /** It was received with messages of its group that were redelivered, so its count says nothing of its own tries. */
    @Test
    void triesAMessageOfAGroupHoweverOftenItWasReceived() {
        CallbackProcessor<Order> processor = processor((order, task) -> 1, b -> b.maxReceives(3));

        assertThat(processor.process(receivedInAGroup(9))).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(works).hasValue(1);
    }

    @Test
    void failsAMessageOfAGroupThatWasReceivedTooOftenAfterATry() {
        CallbackProcessor<Order> processor = processor(
                (order, task) -> {
                    throw new RedeliveryRequestedException("warehouse closed");
                },
                b -> b.maxReceives(3));

        assertThat(processor.process(receivedInAGroup(9)))
                .isEqualTo(new Settlement.Failed("TooManyReceives", AnswerOutcome.ACCEPTED));
    }

    private static Delivery receivedInAGroup(int times) {
        return Delivery.builder("{\"order\":7,\"taskToken\":\"" + TOKEN.value() + "\"}")
                .receiveCount(times)
                .messageGroup("a")
                .build();
    }

    @Test
    void runsTheHandlerOfParallelDuplicatesOnceAndSharesTheSettlement() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CallbackProcessor<Order> processor = processor((order, task) -> {
            started.countDown();
            assertThat(mayEnd.await(20, TimeUnit.SECONDS)).isTrue();
            return 1;
        });
        List<Thread> threads = new ArrayList<>();
        List<CompletableFuture<Settlement>> settlements = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            CompletableFuture<Settlement> settlement = new CompletableFuture<>();
            settlements.add(settlement);
            threads.add(new Thread(() -> settlement.complete(processor.process(received(1)))));
        }

        threads.forEach(Thread::start);
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
        mayEnd.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(works).hasValue(1);
        assertThat(sfn.calls).containsExactly("success");
        assertThat(settlements)
                .allSatisfy(s -> assertThat(s.join().isAcknowledged()).isTrue());
    }
}

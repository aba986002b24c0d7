package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.testkit.RecordingResponder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ParallelRecordsTest {
    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final TokenResponder responder = stepFunctions.responder();
    private final List<Integer> handled = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @RepeatedTest(5)
    void listsExactlyTheFailedOfTwoHundredRecordsInTheirOrder() {
        List<SQSMessage> records = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        Random random = new Random();
        for (int number = 0; number < 200; number++) {
            int kind = random.nextInt(6);
            records.add(
                    kind == 0
                            ? SqsRecords.withBody("m-" + number, "not JSON")
                            : SqsRecords.withBody("m-" + number, Orders.body(1000 * kind + number)));
            if (kind <= 2) {
                expected.add("m-" + number);
            }
        }

        SQSBatchResponse response = SqsEvents.process(SqsRecords.event(records), null, kinds(), threads);

        assertThat(SqsRecords.failed(response)).isEqualTo(expected);
        assertThat(stepFunctions.answers()).hasSize(200 - expected.size());
    }

    static Stream<Executor> executorsThatLendNoThread() {
        AtomicInteger offered = new AtomicInteger();
        ExecutorService shutDown = Executors.newSingleThreadExecutor();
        shutDown.shutdown();
        return Stream.of(
                runnable -> {
                    throw new RejectedExecutionException("full");
                },
                runnable -> {
                    throw new AssertionError("broken executor");
                },
                runnable -> {},
                runnable -> {
                    runnable.run();
                    throw new IllegalStateException("after the handlers");
                },
                runnable -> {
                    if (offered.getAndIncrement() % 2 == 0) {
                        throw new RejectedExecutionException("every other time");
                    }
                    runnable.run();
                    runnable.run();
                },
                Runnable::run,
                shutDown);
    }

    @ParameterizedTest
    @MethodSource("executorsThatLendNoThread")
    void doesItselfWhatTheExecutorDoesNot(Executor executor) {
        List<SQSMessage> records = new ArrayList<>(SqsRecords.numbered(3000, 3020));
        records.set(7, SqsRecords.withBody("m-3007", "not JSON"));

        SQSBatchResponse response = SqsEvents.process(SqsRecords.event(records), null, kinds(), executor);

        assertThat(SqsRecords.failed(response)).containsExactly("m-3007");
        assertThat(handled).hasSize(19).doesNotHaveDuplicates();
    }

    @Test
    void survivesAPoolThatIsTooSmall() {
        ThreadPoolExecutor small = new ThreadPoolExecutor(
                1, 2, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), new ThreadPoolExecutor.AbortPolicy());

        SQSBatchResponse response;
        try {
            response = SqsEvents.process(SqsRecords.event(SqsRecords.numbered(3000, 3100)), null, kinds(), small);
        } finally {
            small.shutdownNow();
        }

        assertThat(SqsRecords.failed(response)).isEmpty();
        assertThat(handled).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void doesNotWaitForItselfOnTheExecutorsOnlyThread() throws Exception {
        ExecutorService single = Executors.newSingleThreadExecutor();

        SQSBatchResponse response;
        try {
            response = single.submit(() ->
                            SqsEvents.process(SqsRecords.event(SqsRecords.numbered(3000, 3010)), null, kinds(), single))
                    .get();
        } finally {
            single.shutdownNow();
        }

        assertThat(SqsRecords.failed(response)).isEmpty();
    }

    @Test
    void leavesTheExecutorToItsOwner() {
        SqsEvents.process(SqsRecords.event(SqsRecords.numbered(3000, 3010)), null, kinds(), threads);

        assertThat(threads.isShutdown()).isFalse();
    }

    @Test
    void runsSeveralRecordsAtOnce() {
        CountDownLatch allStarted = new CountDownLatch(4);
        CallbackProcessor<Orders.Order> meeting = CallbackProcessor.of(responder, Orders.Order.class, order -> {
            allStarted.countDown();
            allStarted.await();
            return order.number();
        });

        SQSBatchResponse response =
                SqsEvents.process(SqsRecords.event(SqsRecords.numbered(0, 4)), null, meeting, threads);

        assertThat(SqsRecords.failed(response)).isEmpty();
    }

    @Test
    void runsTheHandlerOnceForManyRecordsWithTheSameToken() {
        List<SQSMessage> copies = Stream.iterate(0, i -> i + 1)
                .limit(50)
                .map(i -> SqsRecords.withBody("m-" + i, Orders.body(3001)))
                .toList();

        SQSBatchResponse response = SqsEvents.process(SqsRecords.event(copies), null, kinds(), threads);

        assertThat(SqsRecords.failed(response)).isEmpty();
        assertThat(handled).containsExactly(3001);
        assertThat(stepFunctions.answers()).hasSize(1);
    }

    @Test
    void letsAVirtualMachineErrorOfAnyThreadPass() {
        OutOfMemoryError fatal = new OutOfMemoryError("simulated");
        CallbackProcessor<Orders.Order> failing = CallbackProcessor.of(responder, Orders.Order.class, order -> {
            if (order.number() == 5) {
                throw fatal;
            }
            return order.number();
        });
        SQSEvent event = SqsRecords.event(SqsRecords.numbered(0, 20));

        assertThatThrownBy(() -> SqsEvents.process(event, null, failing, threads))
                .isSameAs(fatal);
    }

    @Test
    void doesItselfWhatAnExecutorThatOverflowsTheStackDidNotTake() {
        Executor overflowing = runnable -> {
            throw new StackOverflowError("simulated");
        };

        SQSBatchResponse response =
                SqsEvents.process(SqsRecords.event(SqsRecords.numbered(3000, 3003)), null, kinds(), overflowing);

        assertThat(SqsRecords.failed(response)).isEmpty();
        assertThat(handled).containsExactly(3000, 3001, 3002);
    }

    @Test
    void waitsForRunningHandlersBeforeAVirtualMachineErrorOfTheExecutorPasses() {
        Thread caller = Thread.currentThread();
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch thrown = new CountDownLatch(1);
        CallbackProcessor<Orders.Order> slow = CallbackProcessor.of(responder, Orders.Order.class, order -> {
            began.countDown();
            thrown.await();
            while (caller.getState() != Thread.State.WAITING && caller.isAlive()) {
                Thread.onSpinWait();
            }
            handled.add(order.number());
            return order.number();
        });
        Executor outOfThreads = runnable -> {
            if (began.getCount() == 0) {
                thrown.countDown();
                throw new OutOfMemoryError("simulated: unable to create native thread");
            }
            threads.execute(runnable);
            awaitQuietly(began);
        };
        SQSEvent event = SqsRecords.event(SqsRecords.numbered(3000, 3010));

        assertThatThrownBy(() -> SqsEvents.process(event, null, slow, outOfThreads))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(handled).containsExactly(3000);
        assertThat(stepFunctions.answers()).hasSize(1);
    }

    @Test
    void saysHowManyGroupsTheExecutorRejected() {
        AtomicInteger offered = new AtomicInteger();
        Executor everyOther = runnable -> {
            if (offered.getAndIncrement() % 2 == 0) {
                throw new RejectedExecutionException("every other time");
            }
            runnable.run();
        };
        SQSEvent event = SqsRecords.event(SqsRecords.numbered(0, 5));

        assertThat(logged(() -> SqsEvents.process(event, null, kinds(), everyOther)))
                .contains("The executor rejected 3 of 5 groups");
        assertThat(logged(() -> SqsEvents.process(event, null, kinds(), Runnable::run)))
                .doesNotContain("rejected");
    }

    private static String logged(Runnable work) {
        PrintStream standardError = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(standardError);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void waitsForRunningHandlersWhenItIsInterruptedAndKeepsTheFlag() {
        Thread caller = Thread.currentThread();
        CountDownLatch otherBegan = new CountDownLatch(1);
        CountDownLatch callerWorked = new CountDownLatch(1);
        CallbackProcessor<Orders.Order> processor = CallbackProcessor.of(responder, Orders.Order.class, order -> {
            if (Thread.currentThread() == caller) {
                callerWorked.countDown();
                return order.number();
            }
            otherBegan.countDown();
            callerWorked.await();
            caller.interrupt();
            return order.number();
        });
        Executor firstOnly = runnable -> {
            if (otherBegan.getCount() > 0) {
                threads.execute(runnable);
                awaitQuietly(otherBegan);
            }
        };

        SQSBatchResponse response =
                SqsEvents.process(SqsRecords.event(SqsRecords.numbered(0, 2)), null, processor, firstOnly);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(SqsRecords.failed(response)).isEmpty();
        assertThat(stepFunctions.answers()).hasSize(2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A handler that does what the thousands of a number say. */
    private CallbackProcessor<Orders.Order> kinds() {
        return CallbackProcessor.of(responder, Orders.Order.class, order -> {
            handled.add(order.number());
            switch (order.number() / 1000) {
                case 1 -> throw new AssertionError("an Error");
                case 2 -> throw new RedeliveryRequestedException("not now");
                case 3 -> throw new IllegalStateException("a failed task");
                default -> {
                    return order.number();
                }
            }
        });
    }
}

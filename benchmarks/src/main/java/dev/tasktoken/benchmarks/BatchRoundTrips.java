package dev.tasktoken.benchmarks;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.testkit.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * An event of ten records whose answers take 20 ms each, in round trips: in multiples of one call in the same round.
 */
final class BatchRoundTrips {
    private static final int RECORDS = 10;
    private static final int FULL_ROUNDS = 40;
    private static final int QUICK_ROUNDS = 10;
    private static final int WARM_UP = 5;

    private final AtomicInteger calls = new AtomicInteger();
    private final double[] sequential;
    private final double[] ordered;
    private final double[] parallel;
    private int token;

    private BatchRoundTrips(int rounds) {
        sequential = new double[rounds];
        ordered = new double[rounds];
        parallel = new double[rounds];
    }

    static Section measure(Form form) throws IOException {
        int rounds = form == Form.QUICK ? QUICK_ROUNDS : FULL_ROUNDS;
        return new BatchRoundTrips(rounds).run(rounds);
    }

    private Section run(int rounds) throws IOException {
        ExecutorService executor = Executors.newFixedThreadPool(RECORDS - 1);
        try (Loopback service = Loopback.start(Duration.ofMillis(20), this::count);
                SfnClient client = service.stepFunctions()) {
            CallbackProcessor<Order> processor =
                    CallbackProcessor.of(TokenResponder.of(client), Order.class, Order::orderId);
            for (int round = -WARM_UP; round < rounds; round++) {
                double one = seconds(1, () -> send(client));
                double loop = seconds(RECORDS, () -> {
                    for (int i = 0; i < RECORDS; i++) {
                        send(client);
                    }
                });
                SQSEvent first = event();
                double inOrder = seconds(RECORDS, () -> SqsEvents.process(first, null, processor));
                SQSEvent second = event();
                double inParallel = seconds(RECORDS, () -> SqsEvents.process(second, null, processor, executor));
                if (round >= 0) {
                    sequential[round] = loop / one;
                    ordered[round] = inOrder / one;
                    parallel[round] = inParallel / one;
                }
            }
        } finally {
            executor.shutdownNow();
        }
        return section();
    }

    private Section section() {
        Spread executed = Spread.of(parallel);
        return new Section(
                "batch",
                List.of(
                        List.of("ten records, 20 ms a call", "round trips"),
                        List.of(
                                "a loop of `SendTaskSuccess` by hand",
                                Spread.of(sequential).toString()),
                        List.of(
                                "`SqsEvents.process(event, context, processor)`, one after the other",
                                Spread.of(ordered).toString()),
                        List.of("the same with an executor of nine threads", executed.toString())),
                List.of(Goal.atMost("batch of 10, with an executor: round trips", executed, 1.5, 4)));
    }

    private String count(String operation, byte[] request) {
        calls.incrementAndGet();
        return "{}";
    }

    /** Each with tokens of its own: a task that is known to be closed is not answered again. */
    private SQSEvent event() {
        int first = token;
        token += RECORDS;
        return LambdaEventSerializers.serializerFor(SQSEvent.class, getClass().getClassLoader())
                .fromJson(new ByteArrayInputStream(OrderMessages.sqsEvent(RECORDS, 1536, first)));
    }

    private void send(SfnClient client) {
        String next = TestTokens.numbered(token++);
        client.sendTaskSuccess(answer -> answer.taskToken(next).output("\"done\""));
    }

    private double seconds(int expectedCalls, Runnable work) {
        int before = calls.get();
        long begin = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (calls.get() - before != expectedCalls) {
            throw new IllegalStateException(calls.get() - before + " calls, not " + expectedCalls);
        }
        return seconds;
    }
}

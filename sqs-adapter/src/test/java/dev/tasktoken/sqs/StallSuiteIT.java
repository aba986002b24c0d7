package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Handlers that stall, on queues that move a message to the dead-letter queue after three receives. No message may move
 * there before a handler has seen it. A stall ends when the queue was asked so often to hide a stalled message for
 * longer: after six seconds; {@code -Dstalls.renewals=10 -Dstalls.quick=300} makes it twenty. The table is printed.
 */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class StallSuiteIT {
    private static final int RENEWALS = Integer.getInteger("stalls.renewals", 3);
    private static final int QUICK = Integer.getInteger("stalls.quick", 100);
    private static final Duration VISIBILITY = Duration.ofSeconds(6);
    private static final int HANDLERS = 10;

    /** Longer than quick work: what invites a worker to receive ahead. */
    private static final Duration POLL_LATENCY = Duration.ofMillis(100);

    private static final List<String> TABLE =
            Collections.synchronizedList(new ArrayList<>(List.of("| %-45s | %-10s | %8s | %8s | %14s | %15s |"
                    .formatted("stall", "queue", "messages", "received", "polls/message", "given up unseen"))));

    /** What happens: numbers below {@code first} wait when the worker starts, the others are sent when these began. */
    private record Stall(
            String name, int first, int all, IntPredicate stalls, IntFunction<@Nullable String> group, boolean slow) {
        boolean isFifo() {
            return group.apply(0) != null;
        }

        /** Slow work ends with any renewal, so much of it is done in the time of one; blocked work ends all at once. */
        void work(int number, CountingSqs sqs) throws InterruptedException {
            if (slow && stalls.test(number)) {
                sqs.awaitRenewals(1);
            } else if (stalls.test(number)) {
                sqs.awaitRenewalsInAll(
                        RENEWALS * (int) IntStream.range(0, all).filter(stalls).count());
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> stalls() {
        IntFunction<@Nullable String> none = number -> null;
        List<Stall> stalls = List.of(
                new Stall(
                        "all handlers block, 60 messages wait",
                        QUICK + 70,
                        QUICK + 70,
                        n -> n >= QUICK && n < QUICK + 10,
                        none,
                        false),
                new Stall(
                        "half of the handlers block",
                        QUICK + 60,
                        QUICK + 60,
                        n -> n >= QUICK && n < QUICK + 5,
                        none,
                        false),
                new Stall("one group of ten blocks", 100, 100, n -> n == 50, n -> "g" + n % 10, false),
                new Stall("all handlers block, in groups", 60, 60, n -> n < 10, n -> "g" + n % 20, false),
                new Stall("handlers slow down", QUICK + 30, QUICK + 30, n -> n >= QUICK, none, true),
                new Stall("a burst after idleness, in polls of 20 s", 1, 71, n -> n > 0 && n <= 10, none, false));
        return stalls.stream()
                .flatMap(stall -> Stream.of(
                        Arguments.of(stall, "ElasticMQ", StallQueue.inElasticMq(stall.isFifo())),
                        Arguments.of(stall, "at random", StallQueue.atRandom(stall.isFifo()))));
    }

    @AfterAll
    static void printTable() {
        TABLE.forEach(System.out::println);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("stalls")
    void givesUpNoMessageThatNoHandlerSaw(Stall stall, String kind, StallQueue queue) throws InterruptedException {
        CountingSqs sqs = new CountingSqs(queue.client(), POLL_LATENCY);
        send(stall, queue, 0, stall.first());
        try (Floor floor = new Floor()) {
            SqsWorker worker = floor.start(SqsWorker.builder(sqs, queue.url(), floor.processor((number, task) -> {
                        stall.work(number, sqs);
                        return number;
                    }))
                    .concurrency(HANDLERS)
                    .visibilityTimeout(VISIBILITY)
                    .redeliveryDelay(Duration.ZERO, Duration.ZERO));

            Set<Integer> tried = new HashSet<>(floor.awaitBegun(stall.first() < stall.all() ? stall.first() : 0));
            send(stall, queue, stall.first(), stall.all());
            int begun = tried.size();
            while (tried.size() + queue.deadLetters().size() < stall.all()) {
                List<Integer> more = floor.awaitBegunWithin(Duration.ofSeconds(1));
                begun += more.size();
                tried.addAll(more);
            }
            worker.stop();
            begun += floor.begun().size();

            long untried = queue.deadLetters().stream()
                    .filter(body -> !isOneOf(body, tried))
                    .count();
            TABLE.add("| %-45s | %-10s | %8d | %8d | %14.2f | %15d |"
                    .formatted(
                            stall.name(),
                            kind,
                            stall.all(),
                            worker.status().received(),
                            (double) sqs.polls() / stall.all(),
                            untried));
            assertThat(untried).isZero();
            if (kind.equals("ElasticMQ")) { // the other one loses deletes, and what is received again is found closed
                assertThat(worker.status().received()).isEqualTo(begun);
            }
        }
    }

    private static void send(Stall stall, StallQueue queue, int from, int to) {
        for (int number = from; number < to; number++) {
            queue.send(number, stall.group().apply(number));
        }
        queue.flush();
    }

    private static boolean isOneOf(String body, Set<Integer> numbers) {
        return numbers.stream().anyMatch(number -> body.equals(Records.body(number)));
    }
}

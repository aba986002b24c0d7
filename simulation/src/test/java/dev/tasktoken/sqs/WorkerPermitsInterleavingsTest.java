package dev.tasktoken.sqs;

import static dev.tasktoken.simulation.Interleavings.concurrently;
import static dev.tasktoken.simulation.Interleavings.require;

import dev.tasktoken.simulation.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Two polls never receive for the same free handler, and each gets one as soon as one is free. */
class WorkerPermitsInterleavingsTest {
    private static final SqsQueue QUEUE = new SqsQueue(new NoSqsClient(), "https://queue.fifo");

    /** No poll of these tests calls. */
    private static final class NoSqsClient implements SqsClient {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    /** What a poll asks before it receives, and what a handler does at its end. */
    private interface Permits {
        int reserve();

        void end();
    }

    /** With real threads: the explorer does not let go of a lock in a wait that has a time. */
    @Test
    void noMoreHandlersRunThanThereAre() {
        for (int i = 0; i < 2_000; i++) {
            WorkerPermits permits = new WorkerPermits(1, PollTuning.of(QUEUE, 1));
            pollTwice(taking(permits));
            require(permits.inFlight() == 0, "nothing is in flight");
        }
    }

    @Test
    void twoPollsReserveTwoHandlers() {
        Interleavings.hold(() -> {
            WorkerPermits permits = new WorkerPermits(2, PollTuning.of(QUEUE, 2));
            int[] granted = new int[2];
            concurrently(() -> granted[0] = reserveOne(permits), () -> granted[1] = reserveOne(permits));
            require(granted[0] == 1 && granted[1] == 1, "one each");
        });
    }

    @Test
    void nothingIsInFlightThatWasTakenAfterTheEnd() {
        Interleavings.hold(() -> {
            WorkerPermits permits = new WorkerPermits(1, PollTuning.of(QUEUE, 1));
            boolean[] taken = new boolean[1];
            concurrently(
                    () -> {
                        int reserved = reserveOne(permits);
                        taken[0] = permits.take(reserved, reserved) && reserved > 0;
                    },
                    permits::close);
            require(permits.inFlight() == (taken[0] ? 1 : 0), "what is in flight was taken before the end");
        });
    }

    @Test
    void permitsThatAreNotReservedAreFound() {
        Interleavings.areBroken(() -> {
            AtomicInteger running = new AtomicInteger();
            pollTwice(new Permits() {
                @Override
                public int reserve() {
                    int free = 1 - running.get();
                    running.addAndGet(free);
                    return free;
                }

                @Override
                public void end() {
                    running.decrementAndGet();
                }
            });
        });
    }

    private static void pollTwice(Permits permits) {
        AtomicInteger handlers = new AtomicInteger();
        Runnable poll = () -> {
            if (permits.reserve() > 0) {
                require(handlers.incrementAndGet() == 1, "one handler at a time");
                handlers.decrementAndGet();
                permits.end();
            }
        };
        concurrently(poll, poll);
    }

    private static Permits taking(WorkerPermits permits) {
        return new Permits() {
            @Override
            public int reserve() {
                int reserved = reserveOne(permits);
                permits.take(reserved, reserved);
                return reserved;
            }

            @Override
            public void end() {
                permits.freeHandler();
                permits.endMessage();
            }
        };
    }

    private static int reserveOne(WorkerPermits permits) {
        try {
            return permits.reserve();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

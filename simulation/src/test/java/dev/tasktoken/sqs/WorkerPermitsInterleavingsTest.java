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

    @Test
    void noMoreHandlersRunThanThereAre() {
        Interleavings.hold(() -> {
            WorkerPermits permits = new WorkerPermits(1, PollTuning.of(QUEUE, 1));
            pollTwice(new Permits() {
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
            });
            require(permits.inFlight() == 0, "nothing is in flight");
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

    private static int reserveOne(WorkerPermits permits) {
        try {
            return permits.reserve();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

package dev.tasktoken.internal;

import static dev.tasktoken.simulation.Interleavings.concurrently;
import static dev.tasktoken.simulation.Interleavings.require;

import dev.tasktoken.simulation.Interleavings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** No more calls run at once than are allowed, and every call that waits gets its turn, whoever leaves the queue. */
class CallLimiterInterleavingsTest {
    private static final CallLimits ONE_AT_ONCE = CallLimits.NONE.atOnce(1);

    /** A timer that never calls: these limits need none. */
    private static final class Still implements Scheduler {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Runnable after(Duration delay, Runnable task) {
            return () -> {};
        }
    }

    @Test
    void oneCallRunsAtOnceAndNobodyWaitsForEver() {
        Interleavings.hold(() -> {
            CallLimiter limiter = new CallLimiter(new Still(), ONE_AT_ONCE);
            callTwice(() -> limiter.enter(CallLimiter.Kind.ANSWER), limiter::leave);
        });
    }

    @Test
    void aCallThatLeavesTheQueueBlocksNobody() {
        Interleavings.hold(() -> {
            CallLimiter limiter = new CallLimiter(new Still(), ONE_AT_ONCE);
            concurrently(
                    () -> {
                        limiter.enter(CallLimiter.Kind.ANSWER).join();
                        limiter.leave();
                    },
                    () -> {
                        CompletableFuture<?> turn = limiter.enter(CallLimiter.Kind.HEARTBEAT);
                        if (!turn.cancel(false)) {
                            limiter.leave();
                        }
                    });
            require(limiter.enter(CallLimiter.Kind.ANSWER).isDone(), "the next call starts at once");
        });
    }

    @Test
    void aLimiterThatLooksBeforeItCountsIsFound() {
        Interleavings.areBroken(() -> {
            AtomicInteger running = new AtomicInteger();
            CompletableFuture<?> atOnce = CompletableFuture.completedFuture("");
            callTwice(
                    () -> {
                        while (running.get() > 0) {
                            Thread.onSpinWait();
                        }
                        running.incrementAndGet();
                        return atOnce;
                    },
                    running::decrementAndGet);
        });
    }

    private static void callTwice(Supplier<CompletableFuture<?>> enter, Runnable leave) {
        AtomicInteger running = new AtomicInteger();
        Runnable call = () -> {
            enter.get().join();
            require(running.incrementAndGet() == 1, "one call at once");
            running.decrementAndGet();
            leave.run();
        };
        concurrently(call, call);
    }
}

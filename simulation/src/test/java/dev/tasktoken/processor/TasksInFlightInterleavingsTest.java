package dev.tasktoken.processor;

import static dev.tasktoken.simulation.Interleavings.concurrently;
import static dev.tasktoken.simulation.Interleavings.require;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskToken;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.simulation.Interleavings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Two deliveries of one task never run its handler at the same time, and both are settled. */
class TasksInFlightInterleavingsTest {
    private static final TaskToken TOKEN = TaskToken.of("AAAAtoken-of-a-task");
    private static final Delivery ONE = Delivery.of("one");
    private static final Delivery TWO = Delivery.of("two");

    /** How a delivery's run is guarded. */
    private interface Guard {
        Settlement runOnce(Delivery delivery, Supplier<Settlement> run);
    }

    @Test
    void aTaskRunsOnceAtATime() {
        DeadlineLimits limits = ProcessorOnClock.limits();
        Interleavings.hold(() -> {
            TasksInFlight inFlight = new TasksInFlight(limits);
            runBoth((delivery, run) -> inFlight.runOnce(delivery, TOKEN, run));
        });
    }

    @Test
    void aGuardThatLooksBeforeItEntersIsFound() {
        Interleavings.areBroken(() -> {
            Map<TaskToken, Delivery> running = new ConcurrentHashMap<>();
            runBoth((delivery, run) -> {
                if (running.containsKey(TOKEN)) {
                    return new Settlement.AlreadyClosed();
                }
                running.put(TOKEN, delivery);
                Settlement settlement = run.get();
                running.remove(TOKEN);
                return settlement;
            });
        });
    }

    private static void runBoth(Guard guard) {
        AtomicInteger running = new AtomicInteger();
        Settlement[] settled = new Settlement[2];
        Supplier<Settlement> run = () -> {
            require(running.incrementAndGet() == 1, "one handler at a time");
            running.decrementAndGet();
            return new Settlement.Succeeded(AnswerOutcome.ACCEPTED);
        };
        concurrently(() -> settled[0] = guard.runOnce(ONE, run), () -> settled[1] = guard.runOnce(TWO, run));
        require(settled[0] != null && settled[1] != null, "both are settled");
        require(settled[0].isAcknowledged() && settled[1].isAcknowledged(), "both are acknowledged");
    }
}

package dev.tasktoken.processor;

import static dev.tasktoken.simulation.Interleavings.concurrently;
import static dev.tasktoken.simulation.Interleavings.require;

import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.TaskToken;
import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.simulation.Interleavings;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where the deadline and the handler's end meet, one of the two counts, and no interrupt outlives the handler. */
class DeadlineInterleavingsTest {
    private static final TaskToken TOKEN = TaskToken.of("AAAAtoken-of-a-task");
    private static final PreparedAnswer ANSWER = new PreparedAnswer.Success("1");

    private static final AtomicInteger NEXT_TASK = new AtomicInteger();

    @Test
    void noInterruptOutlivesTheHandler() {
        Interleavings.hold(() -> {
            HandlerThread thread = new HandlerThread();
            concurrently(() -> runIn(thread::begin, thread::end), thread::interrupt);
        });
    }

    @Test
    void anInterruptOutsideTheLockIsFound() {
        Interleavings.areBroken(() -> {
            LooseThread thread = new LooseThread();
            concurrently(() -> runIn(thread::begin, thread::end), thread::interrupt);
        });
    }

    /** With real threads: the handler's come from a pool that no explorer controls. */
    @Test
    void theDeadlineOrTheAnswerCounts() throws Exception {
        int answers = 0;
        int deadlines = 0;
        for (int i = 0; i < 2_000; i++) {
            HandlerExecution execution = new HandlerExecution(TOKEN, () -> ANSWER);
            PreparedAnswer answer = runToTheEnd(execution, new FiringTimer(i % 50));
            require((answer == null) == execution.isAbandoned(), "it is given up if its answer does not count");
            answers += answer == null ? 0 : 1;
            deadlines += answer == null ? 1 : 0;
        }
        require(answers > 0 && deadlines > 0, "both happened: " + answers + " and " + deadlines);
    }

    private static @Nullable PreparedAnswer runToTheEnd(HandlerExecution execution, Scheduler timer) throws Exception {
        try {
            return execution.runWithTimeout(Duration.ofSeconds(1), timer);
        } catch (ExecutionException e) {
            require(e.getCause() instanceof HandlerExecution.DeadlineNear, "nothing else is thrown: " + e);
            return null;
        }
    }

    /** Lets the deadline come after so many rounds of nothing. */
    private record FiringTimer(int rounds) implements Scheduler {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Runnable after(Duration delay, Runnable task) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < rounds * 200; i++) {
                    Thread.onSpinWait();
                }
                task.run();
            });
            thread.start();
            return () -> {};
        }
    }

    /** What may be interrupted before it begins. */
    private interface Beginning {
        void begin() throws InterruptedException;
    }

    private static void runIn(Beginning beginning, Runnable end) {
        try {
            beginning.begin();
        } catch (InterruptedException e) {
            return;
        }
        end.run();
        NEXT_TASK.incrementAndGet(); // where the explorer may let the other thread go on
        require(!Thread.currentThread().isInterrupted(), "the thread's next task is not interrupted");
    }

    private static final class LooseThread {
        private volatile @Nullable Thread thread;
        private volatile boolean interrupted;

        private void begin() {
            thread = Thread.currentThread();
        }

        private void interrupt() {
            Thread running = thread;
            if (running != null) {
                interrupted = true;
                running.interrupt();
            }
        }

        private void end() {
            thread = null;
            if (interrupted) {
                Thread.interrupted();
            }
        }
    }
}

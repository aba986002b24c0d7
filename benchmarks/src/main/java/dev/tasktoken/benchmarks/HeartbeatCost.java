package dev.tasktoken.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.tasktoken.Heartbeat;
import dev.tasktoken.Heartbeats;
import dev.tasktoken.PausedTask;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.testkit.TestTokens;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatResponse;

/**
 * What one heartbeat costs the process in CPU when so many tasks have them. However many tasks there are, 1,000
 * heartbeats go a second, so that threads wake up equally often.
 */
final class HeartbeatCost {
    private static final int HEARTBEATS_PER_SECOND = 1_000;
    private static final Duration WINDOW = Duration.ofSeconds(3);

    private HeartbeatCost() {}

    static double micros(int tasks) throws InterruptedException {
        CountingSfn service = new CountingSfn();
        Heartbeats heartbeats = Heartbeats.builder(
                        TokenResponder.of(service), Duration.ofMillis(tasks * 1_000L / HEARTBEATS_PER_SECOND))
                .maxConcurrentCalls(1)
                .build();
        List<Heartbeat> open = new ArrayList<>(tasks);
        try {
            for (int number = 0; number < tasks; number++) {
                TaskToken token = TaskToken.of(TestTokens.PREFIX + number);
                PausedTask task = () -> token;
                open.add(heartbeats.start(task));
            }
            while (service.heartbeats.sum() < tasks) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            return window(service);
        } finally {
            open.forEach(Heartbeat::close);
        }
    }

    private static double window(CountingSfn service) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(500);
        long cpu = cpu();
        long heartbeats = service.heartbeats.sum();
        TimeUnit.NANOSECONDS.sleep(WINDOW.toNanos());
        return (cpu() - cpu) / 1e3 / (service.heartbeats.sum() - heartbeats);
    }

    /** Of the whole process: threads that wait for work end after a while, and take their own figure along. */
    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Takes each heartbeat at once. */
    private static final class CountingSfn extends SilentSfn {
        private final LongAdder heartbeats = new LongAdder();

        @Override
        public SendTaskHeartbeatResponse sendTaskHeartbeat(SendTaskHeartbeatRequest request) {
            heartbeats.increment();
            return super.sendTaskHeartbeat(request);
        }
    }
}

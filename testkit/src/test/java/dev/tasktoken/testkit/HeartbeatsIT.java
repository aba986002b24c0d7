package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.Heartbeat;
import dev.tasktoken.Heartbeats;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatResponse;

/**
 * The heartbeats of many tasks at once. 1,000 tasks, each every 4 s; {@code -Dheartbeats.tasks=10000
 * -Dheartbeats.seconds=20} for more. The figures are printed.
 */
@Timeout(600)
class HeartbeatsIT {
    private static final int TASKS = Integer.getInteger("heartbeats.tasks", 1_000);
    private static final Duration EVERY = Duration.ofSeconds(Integer.getInteger("heartbeats.seconds", 4));
    private static final int SENDERS = 16;
    private static final int BEATS = 3;

    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    /** Passes heartbeats on and notes how long after the last one they come. */
    private static final class Watched implements SfnClient {
        private final SfnClient service;
        private final Map<String, Long> last = new ConcurrentHashMap<>();
        private final Map<String, Integer> beats = new ConcurrentHashMap<>();
        private final AtomicLong longestGap = new AtomicLong();
        private final CountDownLatch due = new CountDownLatch(TASKS * BEATS);

        private Watched(SfnClient service) {
            this.service = service;
        }

        void started(String token) {
            last.put(token, System.nanoTime());
        }

        @Override
        public SendTaskHeartbeatResponse sendTaskHeartbeat(SendTaskHeartbeatRequest request) {
            SendTaskHeartbeatResponse response = service.sendTaskHeartbeat(request);
            long now = System.nanoTime();
            Long before = last.put(request.taskToken(), now);
            longestGap.accumulateAndGet(before == null ? 0 : now - before, Math::max);
            if (beats.merge(request.taskToken(), 1, Integer::sum) <= BEATS) {
                due.countDown();
            }
            return response;
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private List<TaskToken> openTasks() {
        String machine = bench.create(Definitions.of(bench.waiting("\"HeartbeatSeconds\": 3600, \"End\": true")));
        List<TaskToken> tokens = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            bench.sfn.startExecution(e -> e.stateMachineArn(machine));
            tokens.add(TaskToken.of(bench.token()));
        }
        return tokens;
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .count();
    }

    @Test
    void goOutForManyTasksFromOneTimerThreadAndAFewSenders() throws InterruptedException {
        Watched sfn = new Watched(bench.sfn);
        Heartbeats heartbeats = Heartbeats.builder(TokenResponder.of(sfn), EVERY)
                .maxConcurrentCalls(SENDERS)
                .build();
        List<TaskToken> tokens = openTasks();

        List<Heartbeat> started = new ArrayList<>();
        for (TaskToken token : tokens) {
            sfn.started(token.value());
            started.add(heartbeats.start(token));
        }
        sfn.due.await();
        long timers = threads("tasktoken-timer");
        long senders = threads("tasktoken-heartbeat");

        started.forEach(heartbeat -> assertThat(heartbeat.isClosed()).isFalse());
        started.forEach(Heartbeat::close);
        System.out.printf(
                "%d tasks, a heartbeat every %d ms: longest time between two of one task %d ms; %d timer thread, %d senders%n",
                TASKS, EVERY.toMillis(), sfn.longestGap.get() / 1_000_000, timers, senders);
        assertThat(timers).isEqualTo(1);
        assertThat(senders).isLessThanOrEqualTo(SENDERS);
    }
}

package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** What a test of a long wait costs: the figures are printed, never asserted. */
class ClockWorkIT {
    private static final Duration YEAR = Duration.ofDays(365);

    private final Workbench bench = Workbench.start();

    /** The first execution in a JVM pays for the classes it loads. */
    @BeforeEach
    void warmUp() {
        String execution = bench.runWaiting("\"TimeoutSeconds\": 60, \"HeartbeatSeconds\": 30, \"End\": true");
        String token = bench.token();
        bench.sfn.sendTaskHeartbeat(h -> h.taskToken(token));
        bench.advance(60);
        bench.ended(execution);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aTimeoutOfAYear() {
        String machine = bench.create(Definitions.of(bench.waiting("\"End\": true")));
        long begun = System.nanoTime();

        String execution =
                bench.sfn.startExecution(e -> e.stateMachineArn(machine)).executionArn();
        bench.token();
        bench.stepFunctions.clock().advance(YEAR);
        LocalExecution ended = bench.ended(execution);

        print("a year's timeout", begun);
        assertThat(ended.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    }

    @Test
    void aMissedHeartbeat() {
        String machine = bench.create(Definitions.of(bench.waiting("\"HeartbeatSeconds\": 600, \"End\": true")));
        long begun = System.nanoTime();

        String execution =
                bench.sfn.startExecution(e -> e.stateMachineArn(machine)).executionArn();
        String token = bench.token();
        bench.advance(599);
        bench.sfn.sendTaskHeartbeat(h -> h.taskToken(token));
        bench.advance(599);
        boolean open = bench.stepFunctions.isOpen(token);
        bench.advance(2);
        LocalExecution ended = bench.ended(execution);

        print("a missed heartbeat", begun);
        assertThat(open).isTrue();
        assertThat(ended.error()).contains("States.Timeout");
    }

    private static void print(String what, long begun) {
        System.out.printf("%s: %.1f ms of work%n", what, (System.nanoTime() - begun) / 1e6);
    }
}

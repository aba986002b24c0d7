package dev.tasktoken.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.examples.payment.PaymentWorker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The worker as it is deployed: the jar in a process of its own, and the signals that end it. */
@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT) // they wait for polls and visibility timeouts
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PaymentWorkerIT {
    private static final int CONCURRENCY = 10;

    /** A handler is free again once its work has ended, while its answer is still being sent. */
    private static final int IN_FLIGHT = 2 * CONCURRENCY;

    private static final String SUCCESS = "SUCCEEDED via Notify Payment Success";

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private int processes; // of one test: each has its own instance

    @Test
    void sigtermInMidWorkDrainsItAndLosesAndDoublesNothing() throws Exception {
        try (LocalSystem system = new LocalSystem("payment");
                HoldingProxy proxy = new HoldingProxy(system.endpoint())) {
            List<String> executions = pause(system, IN_FLIGHT + 2);
            List<String> tokens = system.openTokens();
            int exitCode;
            String output;
            try (WorkerProcess worker = start(system, proxy.endpoint())) {
                List<HoldingProxy.Held> calls = awaitCalls(proxy, IN_FLIGHT);

                worker.terminate();
                worker.awaitOutput("Stopping, " + IN_FLIGHT + " in flight");
                calls.forEach(HoldingProxy.Held::pass);
                exitCode = worker.awaitEnd();
                output = worker.output();
            }
            int leftAfterTheFirst = system.queueSize();
            long answeredByTheFirst = system.answers();
            try (WorkerProcess second = start(system, system.endpoint())) {
                executions.forEach(
                        execution -> assertThat(system.ending(execution)).isEqualTo(SUCCESS));
                second.terminate();
                second.awaitEnd();
            }

            assertThat(exitCode).isEqualTo(143);
            assertThat(output).contains("is drained");
            assertThat(leftAfterTheFirst).isEqualTo(2);
            assertThat(answeredByTheFirst).isEqualTo(IN_FLIGHT);
            assertThat(system.answers()).as("answers, refused ones included").isEqualTo(IN_FLIGHT + 2);
            assertThat(system.queueSize()).isZero();
            assertThat(tokens.stream().filter(output::contains).count())
                    .as("tokens in the output")
                    .isZero();
        }
    }

    @Test
    void sigtermEndsAnIdleWorkerAlthoughItsPollIsUnderWay() throws Exception {
        try (LocalSystem system = new LocalSystem("payment");
                WorkerProcess worker = start(system, system.endpoint())) {
            List<String> executions = pause(system, 1);
            assertThat(system.ending(executions.get(0))).isEqualTo(SUCCESS); // so it runs, and polls on

            worker.terminate();

            assertThat(worker.awaitEnd()).isEqualTo(143);
            assertThat(worker.output()).contains("is drained");
            assertThat(system.queueSize()).isZero();
        }
    }

    /** One answer took effect before the process died, two did not; the messages come back after 30 s. */
    @Test
    void sigkillInMidWorkLosesNothingAndEachTaskIsAnsweredOnce() throws Exception {
        try (LocalSystem system = new LocalSystem("payment");
                HoldingProxy proxy = new HoldingProxy(system.endpoint())) {
            List<String> executions = pause(system, 3);
            try (WorkerProcess worker = start(system, proxy.endpoint())) {
                List<HoldingProxy.Held> calls = awaitCalls(proxy, 3);
                worker.kill();
                calls.get(0).pass();
                calls.get(1).drop();
                calls.get(2).drop();
            }
            try (WorkerProcess second = start(system, system.endpoint())) {
                executions.forEach(
                        execution -> assertThat(system.ending(execution)).isEqualTo(SUCCESS));
                while (system.queueSize() > 0) {
                    Thread.onSpinWait();
                }
                second.terminate();
                second.awaitEnd();
            }

            assertThat(system.answers()).as("answers, refused ones included").isEqualTo(3);
        }
    }

    private WorkerProcess start(LocalSystem system, URI stepFunctions) throws IOException {
        return WorkerProcess.start(
                PaymentWorker.class, system, stepFunctions, directory.resolve("worker-" + processes++ + ".log"));
    }

    private static List<String> pause(LocalSystem system, int count) {
        List<String> executions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            executions.add(system.pause(order("4111111111111111")));
        }
        return executions;
    }

    static String order(String card) {
        return """
                {"orderId": "0001", "customerId": "c1", "orderDate": "2026-01-31", "amount": "9.99", "nameOnCard": "N",
                 "creditCardNumber": "%s", "expiry": "12/29", "cvv": "123"}""".formatted(card);
    }

    private static List<HoldingProxy.Held> awaitCalls(HoldingProxy proxy, int count) throws InterruptedException {
        List<HoldingProxy.Held> calls = new ArrayList<>();
        while (calls.size() < count) {
            calls.add(proxy.awaitCall());
        }
        return calls;
    }
}

package dev.tasktoken.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.StartedExecution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worker as a process, which SIGTERM ends while its own listener and one of Spring Cloud AWS work, on ElasticMQ and
 * LocalStepFunctions.
 */
@Timeout(180)
class SpringWorkerIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String MACHINE = """
            {"StartAt": "Pay", "States": {"Pay": {
              "Type": "Task",
              "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
              "Parameters": {
                "QueueUrl": "%s",
                "MessageBody": {"order_id.$": "$.orderId", "cents.$": "$.cents", "taskToken.$": "$$.Task.Token"}
              },
              "End": true}}}""";

    private static LocalAws aws;
    private static String payments;
    private static String refunds;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startServers() {
        aws = new LocalAws();
        payments = aws.queue("payments");
        refunds = aws.queue("refunds");
    }

    @AfterAll
    static void stopServers() {
        aws.close();
    }

    /** The second process has virtual threads, if there is a JDK that has them. */
    @Test
    void losesNothingWhenSigtermEndsIt() throws Exception {
        Path own = Path.of(System.getProperty("java.home"));
        List<StartedExecution> waiting;
        try (WorkerProcess worker = start(own)) {
            aws.send(payments, "not JSON");
            assertThat(end(execution(payments, "order-1", 999))).isEqualTo("{\"number\":\"charge-order-1\"}");
            assertThat(end(execution(refunds, "order-1", 999))).isEqualTo("{\"number\":\"refund-order-1\"}");
            assertThat(execution(payments, "order-2", 0).await(SOON).error()).hasValue("PaymentRefused");
            assertThat(worker.get("/actuator/health"))
                    .contains("\"tasktoken\":{\"details\":{\"payments\":{\"state\":\"RUNNING\"");
            assertThat(worker.get("/actuator/prometheus"))
                    .contains("tasktoken_received_total{listener=\"payments\"", "listener=\"refunds\"")
                    .contains("tasktoken_worker_receiving{listener=\"payments\"} 1.0");
            assertThat(aws.awaitDeadLetter(payments)).isEqualTo("not JSON");

            waiting = terminateAtWork(worker, "first");
        }

        Optional<Path> virtual = javaWithVirtualThreads();
        try (WorkerProcess next =
                start(virtual.orElse(own), "--spring.threads.virtual.enabled=" + virtual.isPresent())) {
            assertThat(waiting)
                    .allSatisfy(execution ->
                            assertThat(execution.await(SOON).succeeded()).isTrue());
            assertThat(terminateAtWork(next, "second")).hasSize(2);
            assertThat(Files.readString(folder.resolve("slow-payment-second")).contains("VirtualThread"))
                    .isEqualTo(virtual.isPresent());
        }
    }

    /** Ends a process that works on a payment and on a refund. Returns what was sent when it received no more. */
    private List<StartedExecution> terminateAtWork(WorkerProcess worker, String name) throws Exception {
        List<StartedExecution> slow =
                List.of(execution(payments, "slow-payment-" + name, 1), execution(refunds, "slow-refund-" + name, 1));
        awaitFile("slow-payment-" + name);
        awaitFile("slow-refund-" + name);
        worker.terminate();
        worker.awaitOutput("Stopping, 1 in flight of payments");
        List<StartedExecution> waiting = List.of(execution(payments, "order-3", 1), execution(refunds, "order-3", 1));
        Files.createFile(folder.resolve("go"));

        assertThat(worker.awaitEnd()).isEqualTo(143);
        assertThat(slow).as(worker::output).noneMatch(StartedExecution::isRunning);
        assertThat(slow)
                .allSatisfy(execution ->
                        assertThat(execution.await(SOON).succeeded()).isTrue());
        assertThat(waiting)
                .allSatisfy(execution -> assertThat(execution.isRunning()).isTrue());
        Files.delete(folder.resolve("go"));
        return waiting;
    }

    private WorkerProcess start(Path java, String... more) throws IOException {
        return WorkerProcess.start(
                java,
                aws,
                folder,
                Stream.concat(
                                Stream.of(
                                        "--spring.jackson.property-naming-strategy=SNAKE_CASE",
                                        "--spring.cloud.aws.sqs.listener.poll-timeout=1s",
                                        "--tasktoken.listener.wait-time=1s",
                                        "--tasktoken.listener.redelivery-delay=0s"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private static StartedExecution execution(String queueUrl, String orderId, long cents) {
        return aws.stepFunctions()
                .run(MACHINE.formatted(queueUrl), Map.<String, Object>of("orderId", orderId, "cents", cents));
    }

    private static String end(StartedExecution execution) {
        return execution.await(SOON).output().orElseThrow();
    }

    private void awaitFile(String name) {
        while (Files.notExists(folder.resolve(name))) {
            Thread.onSpinWait();
        }
    }

    /** This one, or the newest JDK beside it. */
    private static Optional<Path> javaWithVirtualThreads() throws IOException {
        Path own = Path.of(System.getProperty("java.home"));
        if (Runtime.version().feature() >= 21) {
            return Optional.of(own);
        }
        Path beside = own.getParent();
        if (beside == null) {
            return Optional.empty();
        }
        try (Stream<Path> jdks = Files.list(beside)) {
            return jdks.filter(jdk -> feature(jdk) >= 21).max(Comparator.comparingInt(SpringWorkerIT::feature));
        }
    }

    /** The first number of the version that a JDK says it has; 0 if it says none. */
    private static int feature(Path jdk) {
        try (Stream<String> lines = Files.lines(jdk.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .map(line -> line.replaceAll("\\D*(\\d+).*", "$1"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}

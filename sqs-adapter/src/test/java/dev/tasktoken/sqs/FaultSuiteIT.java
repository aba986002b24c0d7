package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Executions through queue, worker and responder while calls fail, and messages come twice or again, under both retry
 * behaviours of the SDK. 100 executions a fault; {@code -Dfaults.executions=2000} for more. The table is printed.
 */
@Timeout(900)
class FaultSuiteIT {
    private static final int EXECUTIONS = Integer.getInteger("faults.executions", 100);
    private static final Duration SLOWER_THAN_THE_CLIENT = Duration.ofMillis(1_500);
    private static final List<String> TABLE = new ArrayList<>(List.of(FaultRun.Tally.head()));

    static Stream<Arguments> faults() {
        return Stream.of(SdkRetries.values()).flatMap(FaultSuiteIT::faults);
    }

    private static Stream<Arguments> faults(SdkRetries retries) {
        return Stream.of(
                with(retries, "none"),
                with(
                        retries,
                        "latency of 5 to 50 ms, 30 %",
                        Fault.latency(Duration.ofMillis(5), Duration.ofMillis(50))
                                .probability(0.3)),
                with(retries, "throttling, 30 %", Fault.throttling().probability(0.3)),
                with(retries, "KMS throttling, 15 %", Fault.kmsThrottling().probability(0.15)),
                with(retries, "500, 30 %", Fault.internalFailure().probability(0.3)),
                with(
                        retries,
                        "connection cut before the call took effect, 30 %",
                        Fault.cutBefore().probability(0.3)),
                with(
                        retries,
                        "connection cut after the call took effect, 30 %",
                        Fault.cutAfter().probability(0.3)),
                with(
                        retries,
                        "answer slower than the client's timeout, 15 %",
                        Fault.slowAnswer(SLOWER_THAN_THE_CLIENT).probability(0.15)),
                with(
                        retries,
                        "call slower than the client's timeout, 5 %",
                        Fault.latency(SLOWER_THAN_THE_CLIENT).probability(0.05)),
                with(
                        retries,
                        "all of them, 5 % each",
                        Fault.latency(Duration.ofMillis(50)).probability(0.05),
                        Fault.throttling().probability(0.05),
                        Fault.internalFailure().probability(0.05),
                        Fault.cutBefore().probability(0.05),
                        Fault.cutAfter().probability(0.05),
                        Fault.slowAnswer(SLOWER_THAN_THE_CLIENT).probability(0.05)));
    }

    private static Arguments with(SdkRetries retries, String name, Fault... faults) {
        return Arguments.of(retries, name, faults);
    }

    @AfterAll
    static void printTable() {
        TABLE.forEach(System.out::println);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void endsEveryExecutionWithTheAnswerItsWorkProduced(SdkRetries retries, String name, Fault[] faults) {
        try (FaultRun run = new FaultRun(EXECUTIONS, faults);
                SfnClient sfn = SuiteWork.client(run.stepFunctionsEndpoint(), retries);
                SqsWorker worker = SqsWorker.builder(
                                Queues.client(), run.queue(), SuiteWork.processor(sfn, run.log()::begins))
                        .concurrency(20)
                        .redeliveryDelay(Duration.ZERO, Duration.ofSeconds(1))
                        .build()
                        .start()) {
            run.startExecutions();

            FaultRun.Tally tally = run.tally();
            boolean drained = worker.stop(Duration.ofSeconds(30));

            TABLE.add(tally.row(retries + ": " + name));
            assertThat(drained).isTrue();
            assertThat(tally.wrong()).isZero();
            assertThat(tally.lost()).isZero();
            assertThat(tally.redone()).isZero();
            assertThat(tally.answered()).isEqualTo(EXECUTIONS);
            assertThat(run.messagesLeft()).isZero();
        }
    }
}

package dev.tasktoken.examples.expense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.Responder;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.durable.CallbackResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.service.WorkKind;
import dev.tasktoken.sqs.SqsWorker;
import dev.tasktoken.testkit.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Tasks and callbacks through one queue, worker and handler while calls of both services fail, and messages come twice.
 * 40 of each kind a fault; {@code -Dfaults.executions=2000} for more. The table is printed.
 */
@Timeout(1800)
class BothKindsFaultSuiteIT {
    private static final int EACH = Integer.getInteger("faults.executions", 40);
    private static final Duration SLOWER_THAN_THE_CLIENT = Duration.ofMillis(1_500);
    private static final List<String> TABLE = new ArrayList<>(List.of(MixedRun.Tally.head()));

    private record Work(int number) {}

    static Stream<Arguments> faults() {
        return Stream.of(SdkRetries.values()).flatMap(BothKindsFaultSuiteIT::faults);
    }

    private static Stream<Arguments> faults(SdkRetries retries) {
        return Stream.of(
                Arguments.of(retries, "none", new Fault[0]),
                with(
                        retries,
                        "latency of 5 to 50 ms, 30 %",
                        Fault.latency(Duration.ofMillis(5), Duration.ofMillis(50)),
                        0.3),
                with(retries, "throttling, 30 %", Fault.tooManyRequests(), 0.3),
                with(retries, "500, 30 %", Fault.internalFailure(), 0.3),
                with(retries, "connection cut before the call took effect, 30 %", Fault.cutBefore(), 0.3),
                with(retries, "connection cut after the call took effect, 30 %", Fault.cutAfter(), 0.3),
                with(
                        retries,
                        "answer slower than the client's timeout, 15 %",
                        Fault.slowAnswer(SLOWER_THAN_THE_CLIENT),
                        0.15),
                with(
                        retries,
                        "call slower than the client's timeout, 5 %",
                        Fault.latency(SLOWER_THAN_THE_CLIENT),
                        0.05),
                Arguments.of(retries, "all of them, 5 % each", new Fault[] {
                    Fault.latency(Duration.ofMillis(50)).probability(0.05),
                    Fault.tooManyRequests().probability(0.05),
                    Fault.internalFailure().probability(0.05),
                    Fault.cutBefore().probability(0.05),
                    Fault.cutAfter().probability(0.05),
                    Fault.slowAnswer(SLOWER_THAN_THE_CLIENT).probability(0.05)
                }));
    }

    private static Arguments with(SdkRetries retries, String name, Fault fault, double probability) {
        return Arguments.of(retries, name, new Fault[] {fault.probability(probability)});
    }

    @AfterAll
    static void printTable() {
        TABLE.forEach(System.out::println);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void endsEveryTaskAndCallbackWithTheAnswerItsWorkProduced(SdkRetries retries, String name, Fault[] faults) {
        try (MixedRun run = new MixedRun(EACH, faults);
                SfnClient sfn = retries.build(() -> client(SfnClient.builder(), run.stepFunctionsEndpoint()));
                LambdaClient lambda = retries.build(() -> client(LambdaClient.builder(), run.durableEndpoint()));
                SqsWorker worker = SqsWorker.builder(run.sqs(), run.queue(), processor(run, sfn, lambda))
                        .concurrency(20)
                        .redeliveryDelay(Duration.ZERO, Duration.ofSeconds(1))
                        .build()
                        .start()) {
            run.start();

            List<MixedRun.Tally> tallies = run.tally();
            boolean drained = worker.stop(Duration.ofSeconds(30));

            tallies.forEach(tally -> TABLE.add(tally.row(retries + ": " + name)));
            assertThat(drained).isTrue();
            assertThat(tallies).allSatisfy(tally -> {
                assertThat(tally.wrong()).isZero();
                assertThat(tally.lost()).isZero();
                assertThat(tally.redone()).isZero();
                assertThat(tally.answered()).isEqualTo(EACH);
            });
        }
    }

    private static CallbackProcessor<Work> processor(MixedRun run, SfnClient sfn, LambdaClient lambda) {
        return CallbackProcessor.builder(
                        Responder.both(TokenResponder.of(sfn), CallbackResponder.of(lambda)), Work.class)
                .reader(CallbackReader.builder()
                        .reads(WorkKind.TASK, WorkKind.CALLBACK)
                        .build())
                .heartbeatEvery(Duration.ofSeconds(1))
                .handler((work, task) -> {
                    run.begins(task.workId());
                    if (work.number() % 7 == 2 && task.delivery().receiveCount().orElse(1) == 1) {
                        throw new RedeliveryRequestedException("not at the first receive");
                    }
                    if (work.number() % 10 == 3) {
                        throw new TaskFailureException("Odd", "number " + work.number());
                    }
                    return work.number() * 3;
                })
                .build();
    }

    private static <B extends AwsClientBuilder<B, C>, C> C client(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .overrideConfiguration(c -> c.apiCallAttemptTimeout(Duration.ofMillis(500)))
                .build();
    }
}

package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AnswerNotPermittedException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.KmsThrottlingException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** What the real SDK client, the responder and the executions see of each fault. */
class FaultsIT {
    private static final String SUCCESS = "SendTaskSuccess";
    private static final String HEARTBEAT = "SendTaskHeartbeat";
    private static final Duration AGES = Duration.ofHours(1);
    private static final int ATTEMPTS = 4;
    private static final int CALLERS = 50;

    private final Workbench bench = Workbench.start();
    private final LocalFaults faults = bench.stepFunctions.faults();
    private final SfnClient client = client(Duration.ofSeconds(20));
    private final TokenResponder responder = TokenResponder.of(client);
    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    private String execution = "";
    private String token = "";

    @BeforeEach
    void pause() {
        execution = bench.runWaiting("\"End\": true");
        token = bench.token();
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        client.close();
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ThrottlingException, 400, 4, true",
        "KmsThrottlingException, 400, 1, false",
        "AccessDeniedException, 400, 1, false",
        "InternalFailure, 500, 4, false",
        "ServiceUnavailable, 503, 4, false"
    })
    void aRefusalReachesTheClientUnderItsCodeAndHasNoEffect(String code, int status, int attempts, boolean throttled) {
        faults.inject(refusal(code));

        assertThatThrownBy(this::succeed).isInstanceOfSatisfying(SfnException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.numAttempts()).isEqualTo(attempts);
            assertThat(e.isThrottlingException()).isEqualTo(throttled);
        });
        assertThat(faults.calls(SUCCESS)).isEqualTo(attempts);
        assertThat(bench.stepFunctions.calls()).isEmpty();
        assertThat(bench.stepFunctions.isOpen(token)).isTrue();
    }

    @Test
    void kmsThrottlingHasAnExceptionOfItsOwnAndSparesHeartbeats() {
        faults.inject(Fault.kmsThrottling());

        beat();

        assertThatThrownBy(this::succeed).isInstanceOf(KmsThrottlingException.class);
    }

    @Test
    void theResponderNamesThePermissionThatIsMissing() {
        faults.inject(Fault.accessDenied());

        assertThatThrownBy(() -> responder.succeed(TaskToken.of(token), 1))
                .isInstanceOf(AnswerNotPermittedException.class)
                .hasMessageContaining("states:SendTaskSuccess");
    }

    @Test
    void aCallThatIsCutBeforeItTookEffectHasNone() {
        faults.inject(Fault.cutBefore().operations(SUCCESS));

        assertThatThrownBy(this::succeed)
                .isInstanceOfSatisfying(
                        SdkClientException.class,
                        e -> assertThat(e.numAttempts()).isEqualTo(ATTEMPTS));
        assertThat(faults.calls(SUCCESS)).isEqualTo(ATTEMPTS);
        assertThat(bench.stepFunctions.calls()).isEmpty();
        assertThat(bench.stepFunctions.isOpen(token)).isTrue();
        assertThat(bench.stepFunctions.isAnswered(token)).isFalse();
    }

    @Test
    void aCallThatIsCutBeforeItTookEffectIsMadeGoodByTheNextAttempt() {
        faults.inject(Fault.cutBefore().operations(SUCCESS).times(2));

        AnswerOutcome answer = responder.succeed(TaskToken.of(token), 1);

        assertThat(answer).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(faults.calls(SUCCESS)).isEqualTo(3);
    }

    @Test
    void aCallThatIsCutAfterItTookEffectFindsTheTaskClosedByItself() {
        Fault cut = Fault.cutAfter().operations(SUCCESS).times(1);
        faults.inject(cut);

        assertThatThrownBy(this::succeed)
                .isInstanceOfSatisfying(
                        TaskTimedOutException.class,
                        e -> assertThat(e.numAttempts()).isEqualTo(2));
        assertThat(faults.met(cut)).isEqualTo(1);
        assertThat(bench.stepFunctions.calls())
                .extracting(TaskCall::outcome)
                .containsExactly(TaskCall.ACCEPTED, "TaskTimedOut");
        assertThat(bench.stepFunctions.isAnswered(token)).isTrue();
        assertThat(bench.ended(execution).output()).contains("1");
    }

    @Test
    void theAnswerIsUnconfirmedWhenItsConnectionWasCutAfterTheCall() {
        faults.inject(Fault.cutAfter().operations(SUCCESS).times(1));

        AnswerOutcome answer = responder.succeed(TaskToken.of(token), "mine");

        assertThat(answer).isEqualTo(AnswerOutcome.UNCONFIRMED);
        assertThat(bench.ended(execution).output()).contains("\"mine\"");
    }

    @Test
    void aClientThatGivesUpOnALateCallIsAnsweredWhenItTriesAgain() {
        try (SfnClient impatient = impatient()) {
            faults.inject(Fault.latency(AGES).operations(SUCCESS).times(1));

            AnswerOutcome answer = TokenResponder.of(impatient).succeed(TaskToken.of(token), 1);

            assertThat(answer).isEqualTo(AnswerOutcome.ACCEPTED);
            assertThat(faults.calls(SUCCESS)).isEqualTo(2);
            assertThat(bench.stepFunctions.calls())
                    .extracting(TaskCall::operation)
                    .containsExactly(HEARTBEAT, SUCCESS);
        }
    }

    @ParameterizedTest
    @CsvSource({"slow", "none"})
    void aClientThatGivesUpOnASlowAnswerCannotTellWhoClosedTheTask(String kind) {
        Fault silence = kind.equals("slow") ? Fault.slowAnswer(AGES) : Fault.noAnswer();
        try (SfnClient impatient = impatient()) {
            faults.inject(silence.operations(SUCCESS).times(1));

            AnswerOutcome answer = TokenResponder.of(impatient).succeed(TaskToken.of(token), 1);

            assertThat(answer).isEqualTo(AnswerOutcome.UNCONFIRMED);
        }
        assertThat(bench.ended(execution).output()).contains("1");
    }

    @Test
    void aLateCallArrives() {
        Fault latency = Fault.latency(Duration.ofMillis(1), Duration.ofMillis(5));
        faults.inject(latency);

        AnswerOutcome answer = responder.succeed(TaskToken.of(token), 1);

        assertThat(answer).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(faults.met(latency)).isEqualTo(1);
    }

    @Test
    void aSlowAnswerArrives() {
        faults.inject(Fault.slowAnswer(Duration.ofMillis(5)));

        assertThat(responder.succeed(TaskToken.of(token), 1)).isEqualTo(AnswerOutcome.ACCEPTED);
    }

    @Test
    void clearingMakesEverythingWorkAgain() {
        faults.inject(Fault.internalFailure());
        assertThatThrownBy(this::succeed).isInstanceOf(SfnException.class);

        faults.clear();
        succeed();

        assertThat(bench.ended(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void fiftySlowAnswersAreOnTheirWayAtOnce() throws Exception {
        Fault slow = Fault.slowAnswer(Duration.ofMillis(50)).operations(HEARTBEAT);
        faults.inject(slow);

        List<Future<?>> beats = atOnce(Collections.nCopies(CALLERS, this::beat));

        for (Future<?> beat : beats) {
            beat.get(20, TimeUnit.SECONDS);
        }
        assertThat(faults.met(slow)).isEqualTo(CALLERS);
        assertThat(bench.stepFunctions.calls()).hasSize(CALLERS).allMatch(TaskCall::isAccepted);
    }

    @Test
    void fiftyCallersWithoutAnAnswerHoldNobodyUp() {
        List<String> executions = new ArrayList<>();
        List<Runnable> answers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            executions.add(bench.runWaiting("\"End\": true"));
            String waiting = bench.token();
            answers.add(() -> client.sendTaskSuccess(s -> s.taskToken(waiting).output("1")));
        }
        faults.inject(Fault.noAnswer().operations(SUCCESS));

        List<Future<?>> calls = atOnce(answers);

        assertThat(executions).allMatch(arn -> bench.ended(arn).succeeded());
        assertThat(calls).noneMatch(Future::isDone);
        bench.stepFunctions.close();
        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(SdkClientException.class));
    }

    @Test
    void knowsWhichTasksAreOpenAndWhichAreAnswered() {
        assertThat(bench.stepFunctions.isOpen(token)).isTrue();
        beat();
        assertThat(bench.stepFunctions.isAnswered(token)).isFalse();

        bench.sfn.stopExecution(s -> s.executionArn(execution));

        assertThat(bench.stepFunctions.isOpen(token)).isFalse();
        assertThat(bench.stepFunctions.isAnswered(token)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.stepFunctions.isOpen(TestTokens.numbered(1)))
                .withMessageNotContaining(TestTokens.PREFIX);
        assertThatIllegalArgumentException().isThrownBy(() -> bench.stepFunctions.isAnswered("x"));
    }

    private void succeed() {
        client.sendTaskSuccess(s -> s.taskToken(token).output("1"));
    }

    private void beat() {
        client.sendTaskHeartbeat(h -> h.taskToken(token));
    }

    private List<Future<?>> atOnce(List<Runnable> calls) {
        List<Future<?>> futures = new ArrayList<>();
        calls.forEach(call -> futures.add(threads.submit(call)));
        return futures;
    }

    /** A client that has made its first call, so that its patience goes to the calls of the test. */
    private SfnClient impatient() {
        SfnClient impatient = client(Duration.ofMillis(500));
        beat();
        impatient.describeExecution(d -> d.executionArn(execution));
        return impatient;
    }

    private SfnClient client(Duration patience) {
        return SfnClient.builder()
                .endpointOverride(bench.stepFunctions.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .overrideConfiguration(c -> c.apiCallAttemptTimeout(patience)
                        .retryStrategy(AwsRetryStrategy.legacyRetryStrategy().toBuilder()
                                .backoffStrategy(BackoffStrategy.retryImmediately())
                                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                                .build()))
                .build();
    }

    private static Fault refusal(String code) {
        return switch (code) {
            case "ThrottlingException" -> Fault.throttling();
            case "KmsThrottlingException" -> Fault.kmsThrottling();
            case "AccessDeniedException" -> Fault.accessDenied();
            case "InternalFailure" -> Fault.internalFailure();
            case "ServiceUnavailable" -> Fault.serviceUnavailable();
            default -> throw new IllegalArgumentException(code);
        };
    }
}

package dev.tasktoken.examples.demo;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.examples.guide.Rendering;
import dev.tasktoken.examples.guide.Rendering.Film;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.sqs.SqsWorker;
import dev.tasktoken.sqs.SqsWorkerStatus;
import dev.tasktoken.testkit.DefinitionSubstitutions;
import dev.tasktoken.testkit.Deliveries;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import dev.tasktoken.testkit.lint.CallbackLint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What docs/long-work.md says, with its own definition and code. */
@Timeout(60)
class LongWorkGuideTest {
    private static final Duration HEARTBEAT = Duration.ofMinutes(10);
    private static final Film FILM = new Film("Metropolis");
    private static final Map<String, Integer> FRAMES = Map.of("frames", 24);

    @RegisterExtension
    static final LocalServices SERVICES = new LocalServices();

    private final LocalQueues queues = SERVICES.queues();
    private final LocalStepFunctions stepFunctions = SERVICES.startStepFunctions();
    private final TokenResponder responder = TokenResponder.of(stepFunctions.client());
    private Queue queue;
    private StartedExecution execution;

    @BeforeEach
    void startTheExecution() throws IOException {
        queue = queues.create("films-" + System.nanoTime());
        execution =
                stepFunctions.run(DefinitionSubstitutions.apply(definition(), Map.of("QueueUrl", queue.url())), FILM);
    }

    @Test
    void theDefinitionIsCleanAndItsHeartbeatIsTheOneThatTheTextCounts() throws IOException {
        CallbackLint.requireClean(definition());

        assertThat(Json.parse(definition())
                        .at("/States/Render/HeartbeatSeconds")
                        .asLong())
                .isEqualTo(HEARTBEAT.toSeconds());
    }

    @Test
    void theFirstHeartbeatGoesAtOnceAndEndsTheTimeThatTheQueueTook() {
        String token = execution.awaitOpenTask();
        CountDownLatch rendered = new CountDownLatch(1);
        stepFunctions.clock().advance(HEARTBEAT.minusSeconds(60));

        try (SqsWorker worker = worker((film, isUnwanted) -> {
            rendered.await();
            return 24;
        })) {
            Eventually.await(() -> stepFunctions.task(token).heartbeats() > 0);
            stepFunctions.clock().advance(HEARTBEAT.minusSeconds(60));
            rendered.countDown();

            assertThat(execution).succeeded().withOutput(FRAMES);
            Eventually.await(() -> worker.status().deleted() == 1);
        }
    }

    @Test
    void aHandlerThatAsksSeesThatItsExecutionWasStopped() {
        String token = execution.awaitOpenTask();
        stepFunctions.client().stopExecution(stop -> stop.executionArn(execution.arn()));

        try (SqsWorker worker = worker((film, isUnwanted) -> {
            Eventually.await(isUnwanted);
            return 24;
        })) {
            Eventually.await(() -> worker.status().deleted() == 1);

            assertThat(worker.status().settled()).isEqualTo(new SqsWorkerStatus.Settled(0, 0, 1, 0));
            assertThat(stepFunctions.task(token)).isClosedUnanswered().hadCalls("SendTaskSuccess", 0);
        }
    }

    @Test
    void aHandlerThatBlocksIsInterruptedWhenItsExecutionWasStopped() {
        execution.awaitOpenTask();
        stepFunctions.client().stopExecution(stop -> stop.executionArn(execution.arn()));

        try (SqsWorker worker = worker((film, isUnwanted) -> {
            new CountDownLatch(1).await();
            return 24;
        })) {
            Eventually.await(() -> worker.status().deleted() == 1);

            assertThat(worker.status().settled().alreadyClosed()).isEqualTo(1);
        }
    }

    @Test
    void aMissedHeartbeatMakesANewMessageAndTheOldOnesWorkIsNotAnswered() {
        String lost = execution.awaitOpenTask();
        stepFunctions.clock().advance(HEARTBEAT.plusSeconds(60));
        String retried = execution.awaitOpenTask();
        CountDownLatch rendered = new CountDownLatch(1);

        try (SqsWorker worker = worker((film, isUnwanted) -> {
            Eventually.await(() -> isUnwanted.getAsBoolean() || rendered.getCount() == 0);
            return 24;
        })) {
            Eventually.await(() -> worker.status().settled().alreadyClosed() == 1);
            rendered.countDown();

            assertThat(execution).succeeded().withOutput(FRAMES);
            Eventually.await(() -> worker.status().deleted() == 2);

            assertThat(stepFunctions.task(lost)).isClosedUnanswered().hadCalls("SendTaskSuccess", 0);
            assertThat(stepFunctions.task(retried)).succeeded();
            assertThat(worker.status().settled().succeeded()).isEqualTo(1);
        }
    }

    @Test
    void aSilenceInterruptsTheHandlerAndTheMessageIsRedelivered() {
        String token = execution.awaitOpenTask();
        stepFunctions.faults().inject(Fault.serviceUnavailable().operations("SendTaskHeartbeat"));
        CallbackProcessor<Film> processor = Rendering.processor(
                responder,
                (film, isUnwanted) -> {
                    new CountDownLatch(1).await();
                    return 24;
                },
                Duration.ofMillis(300));

        Settlement settlement = processor.process(delivery(token));

        assertThat(settlement.isAcknowledged()).isFalse();
        assertThat(stepFunctions.task(token)).isOpen();
    }

    @Test
    void theResultOfAHandlerThatOutlastsASilenceIsSentAllTheSame() {
        String token = execution.awaitOpenTask();
        stepFunctions.faults().inject(Fault.serviceUnavailable().operations("SendTaskHeartbeat"));
        CallbackProcessor<Film> processor = Rendering.processor(
                responder,
                (film, isUnwanted) -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException silence) {
                        assertThat(isUnwanted.getAsBoolean()).isFalse();
                    }
                    return 24;
                },
                Duration.ofMillis(300));

        Settlement settlement = processor.process(delivery(token));

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(execution).succeeded().withOutput(FRAMES);
    }

    @Test
    void aStopLetsRunningHandlersFinish() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch rendered = new CountDownLatch(1);
        SqsWorker worker = worker((film, isUnwanted) -> {
            begun.countDown();
            rendered.await();
            return 24;
        });
        Eventually.await(() -> begun.getCount() == 0);

        CompletableFuture<Boolean> stop = CompletableFuture.supplyAsync(worker::stop);
        Eventually.await(() -> worker.status().state() == SqsWorkerStatus.State.STOPPING);
        rendered.countDown();

        assertThat(stop.join()).isTrue();
        assertThat(execution).succeeded().withOutput(FRAMES);
    }

    @Test
    void aStopThatWaitsNoLongerReleasesTheMessageAndLeavesTheTaskOpen() {
        String token = execution.awaitOpenTask();
        SqsWorker worker = worker((film, isUnwanted) -> {
            new CountDownLatch(1).await();
            return 24;
        });
        Eventually.await(() -> worker.status().inFlight() == 1);

        boolean drained = worker.stop(Duration.ZERO);

        assertThat(drained).isFalse();
        assertThat(stepFunctions.task(token)).isOpen();
        try (SqsWorker next = worker((film, isUnwanted) -> 24)) {
            assertThat(execution).succeeded().withOutput(FRAMES);
            Eventually.await(() -> next.status().deleted() == 1);
        }
    }

    @Test
    void theKeyIsTheSameForADuplicateAndAnotherForTheNextAttempt() {
        String lost = execution.awaitOpenTask();
        Set<String> keys = ConcurrentHashMap.newKeySet();
        CallbackProcessor<Film> inOneProcess = Rendering.once(refusingSuccess(), (film, key) -> keys.add(key) ? 1 : 2);
        CallbackProcessor<Film> inAnother = Rendering.once(responder, (film, key) -> keys.add(key) ? 1 : 2);

        Settlement first = inOneProcess.process(delivery(lost));
        Settlement duplicate = inAnother.process(delivery(lost));

        assertThat(first.isAcknowledged()).isFalse();
        assertThat(duplicate).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(keys).hasSize(1);
        assertThat(execution).succeeded().withOutput(2);
    }

    @Test
    void aFunctionThatHasTimeEnoughAnswers() {
        String token = execution.awaitOpenTask();
        Delivery delivery = Delivery.builder(body(token))
                .deadline(Instant.now().plus(Duration.ofMinutes(15)))
                .build();

        Settlement settlement =
                Rendering.inAFunction(responder, (film, isUnwanted) -> 24).process(delivery);

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(execution).succeeded().withOutput(FRAMES);
    }

    @Test
    void whatIsHandedOverIsAnsweredFromElsewhere() throws InterruptedException {
        String token = execution.awaitOpenTask();
        AtomicReference<TaskToken> handedOver = new AtomicReference<>();

        Settlement settlement = Rendering.handOver(responder, (film, task) -> handedOver.set(task))
                .process(delivery(token));
        AnswerOutcome answer = Rendering.elsewhere(
                responder,
                handedOver.get(),
                FILM,
                (film, isUnwanted) -> {
                    Eventually.await(
                            () -> stepFunctions.task(token).heartbeats() > 1); // the processor's question, and one more
                    return 24;
                },
                HEARTBEAT);

        assertThat(settlement).isEqualTo(new Settlement.Deferred());
        assertThat(answer).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(execution).succeeded().withOutput(FRAMES);
    }

    @Test
    void workElsewhereSeesThatItsTaskIsClosed() throws InterruptedException {
        String token = execution.awaitOpenTask();
        stepFunctions.client().stopExecution(stop -> stop.executionArn(execution.arn()));

        AnswerOutcome answer = Rendering.elsewhere(
                responder,
                TaskToken.of(token),
                FILM,
                (film, isUnwanted) -> {
                    Eventually.await(isUnwanted);
                    throw new IllegalStateException("not needed any more");
                },
                HEARTBEAT);

        assertThat(answer).isEqualTo(AnswerOutcome.ALREADY_CLOSED);
    }

    @Test
    void workElsewhereThatAShutdownInterruptsFailsNothing() {
        String token = execution.awaitOpenTask();
        Rendering.Renderer interrupted = (film, isUnwanted) -> {
            throw new InterruptedException("shutdown");
        };

        assertThatThrownBy(() -> Rendering.elsewhere(responder, TaskToken.of(token), FILM, interrupted, HEARTBEAT))
                .isInstanceOf(InterruptedException.class);

        assertThat(stepFunctions.task(token)).isOpen().hadCalls("SendTaskFailure", 0);
    }

    @Test
    void everyStatusIsExplained() throws IOException {
        assertThat(document().tableRows("| the heartbeats report |"))
                .extracting(row -> row.get(1))
                .contains("`" + TaskStatus.OPEN + "`", "`" + TaskStatus.UNKNOWN + "`", "`" + TaskStatus.CLOSED + "`");
    }

    private SqsWorker worker(Rendering.Renderer renderer) {
        return Rendering.worker(queues.client(), queue.url(), Rendering.processor(responder, renderer, HEARTBEAT));
    }

    /** Another process's, whose answers do not get through for now. */
    private TokenResponder refusingSuccess() {
        stepFunctions
                .faults()
                .inject(Fault.accessDenied().operations("SendTaskSuccess").times(1));
        return responder;
    }

    private static Delivery delivery(String token) {
        return Delivery.of(body(token));
    }

    private static String body(String token) {
        return Deliveries.direct(token, FILM).event();
    }

    private static DocumentFile document() throws IOException {
        return DocumentFile.of("docs/long-work.md");
    }

    private static String definition() throws IOException {
        return document().definitions().get(0);
    }
}

package dev.tasktoken.examples.demo;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.guide.FilmWorker;
import dev.tasktoken.examples.guide.HandWrittenWorker;
import dev.tasktoken.examples.guide.Shop.Studio;
import dev.tasktoken.sqs.SqsWorker;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The worker of docs/migrating.md: each problem before the migration, and its absence after. */
@Timeout(60)
class MigratingWorkerTest {
    private static final Duration EVERY = Duration.ofSeconds(200);
    private static final Duration HIDDEN = Duration.ofSeconds(3);

    @RegisterExtension
    static final LocalServices SERVICES = new LocalServices();

    private final LocalStepFunctions stepFunctions = SERVICES.startStepFunctions();
    private final TokenResponder responder = TokenResponder.of(stepFunctions.client());
    private final MigratedStates states = new MigratedStates(stepFunctions);
    private final ScheduledThreadPoolExecutor heartbeats = new ScheduledThreadPoolExecutor(1);
    private final LocalQueues queues = SERVICES.queues();

    @BeforeEach
    void dropCancelledHeartbeats() {
        heartbeats.setRemoveOnCancelPolicy(true);
    }

    @AfterEach
    void stopHeartbeats() {
        heartbeats.shutdownNow();
    }

    @Test
    void bothWorkersAnswer() throws IOException {
        Queue queue = queues.create("both-" + System.nanoTime());
        StartedExecution execution = states.render(queue);
        startBefore(queue, title -> 24, EVERY);
        assertThat(execution).succeeded().withOutput(Map.of("frames", 24));

        Queue other = queues.create("both-" + System.nanoTime());
        StartedExecution next = states.render(other);
        try (SqsWorker after = workerAfter(other, title -> 24, EVERY)) {
            assertThat(next).succeeded().withOutput(Map.of("frames", 24));
            Eventually.await(() -> after.status().deleted() == 1);
        }
    }

    @Test
    void beforeOneClosedTaskEndsTheWholeWorker() throws IOException {
        Queue queue = queues.create("ends-" + System.nanoTime());
        stop(states.render(queue));
        HandWrittenWorker worker = workerBefore(queue, title -> 24, EVERY);

        assertThatThrownBy(worker::run).isInstanceOf(TaskTimedOutException.class);
    }

    @Test
    void afterOneClosedTaskIsOneDeletedMessage() throws IOException {
        Queue queue = queues.create("goes-on-" + System.nanoTime());
        stop(states.render(queue));
        StartedExecution next = states.render(queue);

        try (SqsWorker worker = workerAfter(queue, title -> 24, EVERY)) {
            assertThat(next).succeeded();
            Eventually.await(() -> worker.status().deleted() == 2);
        }
    }

    @Test
    void beforeTheWaitInTheQueueEndsTheTaskBeforeItsFirstHeartbeat() throws IOException, InterruptedException {
        Queue queue = queues.create("late-" + System.nanoTime());
        StartedExecution execution = states.render(queue);
        String token = execution.awaitOpenTask();
        CountDownLatch begun = new CountDownLatch(1);
        stepFunctions.clock().advance(Duration.ofMinutes(9));
        startBefore(queue, blocking(begun), EVERY);
        begun.await();

        stepFunctions.clock().advance(Duration.ofMinutes(2));

        assertThat(stepFunctions.task(token)).isClosedUnanswered().hadHeartbeats(0);
    }

    @Test
    void afterTheFirstHeartbeatGoesAtOnce() throws IOException {
        Queue queue = queues.create("at-once-" + System.nanoTime());
        StartedExecution execution = states.render(queue);
        String token = execution.awaitOpenTask();
        stepFunctions.clock().advance(Duration.ofMinutes(9));

        SqsWorker worker = workerAfter(queue, blocking(new CountDownLatch(1)), EVERY);
        Eventually.await(() -> stepFunctions.task(token).heartbeats() > 0);
        stepFunctions.clock().advance(Duration.ofMinutes(2));

        assertThat(stepFunctions.task(token)).isOpen();
        worker.stop(Duration.ZERO);
    }

    @Test
    void beforeOneHeartbeatThatFailsIsTheLast() throws IOException, InterruptedException {
        Queue queue = queues.create("silent-" + System.nanoTime());
        StartedExecution execution = states.render(queue);
        execution.awaitOpenTask();
        Fault refused = refuseAHeartbeat();
        CountDownLatch begun = new CountDownLatch(1);
        startBefore(queue, blocking(begun), Duration.ofMillis(100));
        begun.await();

        Eventually.await(() -> stepFunctions.faults().met(refused) == 1);
        Eventually.await(() ->
                heartbeats.getQueue().isEmpty() && heartbeats.getActiveCount() == 0); // nothing is scheduled any more

        assertThat(stepFunctions.faults().calls("SendTaskHeartbeat")).isEqualTo(1);
    }

    @Test
    void afterOneHeartbeatThatFailsIsFollowedByOthers() throws IOException {
        Queue queue = queues.create("heartbeats-" + System.nanoTime());
        String token = states.render(queue).awaitOpenTask();
        Fault refused = refuseAHeartbeat();

        SqsWorker worker = workerAfter(queue, blocking(new CountDownLatch(1)), Duration.ofMillis(100));

        Eventually.await(() -> stepFunctions.faults().met(refused) == 1
                && stepFunctions.task(token).heartbeats() > 1);
        worker.stop(Duration.ZERO);
    }

    @Test
    void beforeTheMessageOfWorkThatTakesLongGoesToASecondWorker() throws IOException, InterruptedException {
        Queue queue = shortlyHiding();
        states.render(queue);
        CountDownLatch begun = new CountDownLatch(2);
        Studio studio = blocking(begun);
        startBefore(queue, studio, EVERY);
        startBefore(queue, studio, EVERY);

        begun.await(); // both at work on one film

        assertThat(begun.getCount()).isZero();
    }

    @Test
    void afterTheMessageIsHiddenForAsLongAsTheWorkTakes() throws IOException {
        Queue queue = shortlyHiding();
        StartedExecution execution = states.render(queue);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch rendered = new CountDownLatch(1);

        try (SqsWorker worker = workerAfter(
                queue,
                title -> {
                    begun.countDown();
                    rendered.await();
                    return 24;
                },
                EVERY)) {
            Eventually.await(() -> begun.getCount() == 0);
            Instant end = Instant.now().plus(HIDDEN).plusSeconds(1);
            while (Instant.now().isBefore(end)) {
                assertThat(queue.receive()).isEmpty(); // waits a second for it
            }
            rendered.countDown();

            assertThat(execution).succeeded();
            Eventually.await(() -> worker.status().deleted() == 1);
        }
    }

    private static Studio blocking(CountDownLatch begun) {
        return title -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return 24;
        };
    }

    private HandWrittenWorker workerBefore(Queue queue, Studio studio, Duration every) {
        return new HandWrittenWorker(queues.client(), queue.url(), stepFunctions.client(), studio, heartbeats, every);
    }

    private SqsWorker workerAfter(Queue queue, Studio studio, Duration every) {
        return FilmWorker.start(queues.client(), queue.url(), responder, studio, every, HIDDEN);
    }

    private Fault refuseAHeartbeat() {
        Fault refused = Fault.accessDenied().operations("SendTaskHeartbeat").times(1);
        stepFunctions.faults().inject(refused);
        return refused;
    }

    private void stop(StartedExecution execution) {
        execution.awaitOpenTask();
        stepFunctions.client().stopExecution(stop -> stop.executionArn(execution.arn()));
    }

    /** A queue of its own timeout: a second. */
    private Queue shortlyHiding() {
        Queue queue = queues.create("hides-" + System.nanoTime());
        queues.client()
                .setQueueAttributes(set ->
                        set.queueUrl(queue.url()).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "1")));
        return queue;
    }

    /** On a thread of its own, which polls until this JVM ends: it has no other end. */
    private void startBefore(Queue queue, Studio studio, Duration every) {
        Thread thread = new Thread(workerBefore(queue, studio, every));
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, thrown) -> {});
        thread.start();
    }
}

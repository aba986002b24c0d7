package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tasktoken.sqs.SqsWorkerStatus.State;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The visibility timeout is 30 s, so a message that another receiver gets within 20 s was released. */
@Timeout(60)
class WorkerStopIT {
    private final Floor floor = new Floor();
    private final String queueUrl = Queues.create();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void stopWorkers() {
        released.countDown();
        floor.close();
    }

    @Test
    void letsRunningHandlersFinishAndDeletesTheirMessages() throws Exception {
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> {
            released.await();
            return number;
        }));
        Queues.sendNumbered(queueUrl, 0, 1);
        floor.awaitBegun(1);

        CompletableFuture<Boolean> stop = CompletableFuture.supplyAsync(worker::stop);
        awaitState(worker, State.STOPPING);
        Queues.sendNumbered(queueUrl, 1, 2);
        released.countDown();

        assertThat(stop.get()).isTrue();
        assertThat(worker.status().state()).isEqualTo(State.STOPPED);
        assertThat(floor.stepFunctions.answers()).hasSize(1);
        assertThat(floor.begun()).isEmpty();
        assertThat(Queues.receive(queueUrl))
                .singleElement()
                .satisfies(message -> assertThat(message.body()).isEqualTo(Records.body(1)));
    }

    @Test
    void releasesWhatAPollReceivesAfterTheStop() throws Exception {
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> number));
        Queues.sendNumbered(queueUrl, 0, 1);
        floor.awaitBegun(1); // so a further poll is in progress, or begins soon

        boolean drained = worker.stop();
        Queues.sendNumbered(queueUrl, 1, 2);

        assertThat(drained).isTrue();
        assertThat(Queues.receive(queueUrl)).hasSize(1);
        assertThat(floor.begun()).isEmpty();
    }

    @Test
    void interruptsHandlersThatDoNotFinishInTimeAndReleasesTheirMessages() throws Exception {
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> {
            new CountDownLatch(1).await();
            return number;
        }));
        Queues.sendNumbered(queueUrl, 0, 1);
        floor.awaitBegun(1);

        boolean drained = worker.stop(Duration.ofSeconds(1));

        assertThat(drained).isFalse();
        assertThat(Queues.receive(queueUrl)).hasSize(1);
        assertThat(floor.stepFunctions.answers()).isEmpty();
    }

    @Test
    void releasesTheMessageOfAHandlerThatIgnoresItsInterrupt() throws Exception {
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> {
            Floor.awaitStubbornly(released);
            return number;
        }));
        Queues.sendNumbered(queueUrl, 0, 1);
        floor.awaitBegun(1);

        boolean drained = worker.stop(Duration.ofSeconds(1));

        assertThat(drained).isFalse();
        assertThat(worker.status().state()).isEqualTo(State.STOPPED);
        assertThat(worker.status().inFlight()).isEqualTo(1);
        assertThat(Queues.receive(queueUrl)).hasSize(1);
    }

    @Test
    void releasesAtOnceWhenThereIsNoTime() throws Exception {
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> {
            new CountDownLatch(1).await();
            return number;
        }));
        Queues.sendNumbered(queueUrl, 0, 1);
        floor.awaitBegun(1);

        boolean drained = worker.stop(Duration.ZERO);

        assertThat(drained).isFalse();
        assertThat(Queues.receive(queueUrl)).hasSize(1);
    }

    @Test
    void canBeStoppedByItsOwnHandler() throws Exception {
        AtomicReference<SqsWorker> worker = new AtomicReference<>();
        AtomicBoolean drainedInHandler = new AtomicBoolean(true);
        worker.set(floor.start(floor.worker(queueUrl, (number, task) -> {
            released.await();
            drainedInHandler.set(worker.get().stop());
            return number;
        })));
        released.countDown();
        Queues.sendNumbered(queueUrl, 0, 1);
        floor.awaitBegun(1);

        awaitState(worker.get(), State.STOPPED);

        assertThat(drainedInHandler).isFalse();
        assertThat(worker.get().stop()).isTrue();
        assertThat(floor.stepFunctions.answers()).hasSize(1);
        assertThat(Queues.visible(queueUrl) + Queues.hidden(queueUrl)).isZero();
    }

    @Test
    void stopsOnceHoweverOftenItIsAsked() throws Exception {
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> {
            released.await();
            return number;
        }));
        Queues.sendNumbered(queueUrl, 0, 1);
        floor.awaitBegun(1);

        CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(worker::stop);
        awaitState(worker, State.STOPPING);
        boolean tooSoon = worker.stop(Duration.ZERO);
        CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(worker::stop);
        released.countDown();

        assertThat(tooSoon).isFalse();
        assertThat(first.get()).isTrue();
        assertThat(second.get()).isTrue();
        worker.close();
        assertThat(worker.stop()).isTrue();
        assertThatIllegalStateException().isThrownBy(worker::start).withMessageContaining("STOPPED");
    }

    @Test
    void keepsTheFlagOfAThreadThatIsInterruptedWhileItWaitsForTheStop() throws Exception {
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> {
            released.await();
            return number;
        }));
        Queues.sendNumbered(queueUrl, 0, 1);
        floor.awaitBegun(1);

        Thread.currentThread().interrupt();
        boolean drained = worker.stop();
        boolean flag = Thread.interrupted();
        released.countDown();

        assertThat(drained).isFalse();
        assertThat(flag).isTrue();
        assertThat(worker.stop()).isTrue();
    }

    @Test
    void runsOnce() {
        SqsWorker started = floor.start(floor.worker(queueUrl, (number, task) -> number));
        SqsWorker never = floor.worker(queueUrl, (number, task) -> number).build();

        State before = never.status().state();
        boolean drained = never.stop();

        assertThat(before).isEqualTo(State.NEW);
        assertThat(drained).isTrue();
        assertThat(never.status().state()).isEqualTo(State.STOPPED);
        assertThatIllegalStateException().isThrownBy(never::start);
        assertThatIllegalStateException().isThrownBy(started::start).withMessageContaining("RUNNING");
    }

    private static void awaitState(SqsWorker worker, State state) {
        while (worker.status().state() != state) {
            Thread.onSpinWait();
        }
    }
}

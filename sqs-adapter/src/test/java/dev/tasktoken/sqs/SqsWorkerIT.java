package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TaskFailureException;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.testkit.TestTokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SqsWorkerIT {
    private final Floor floor = new Floor();
    private final String queueUrl = Queues.create();

    @AfterEach
    void stopWorkers() {
        floor.close();
    }

    @Test
    void answersEveryTaskAndDeletesEveryMessage() throws InterruptedException {
        Queues.sendNumbered(queueUrl, 0, 25);
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> number));

        floor.awaitBegun(25);
        boolean drained = worker.stop();

        assertThat(drained).isTrue();
        assertThat(outputs())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 25).mapToObj(Integer::toString).toList());
        assertThat(Queues.visible(queueUrl) + Queues.hidden(queueUrl)).isZero();
    }

    @Test
    void countsHowItsMessagesWereSettled() throws InterruptedException {
        floor.stepFunctions.closeTask(TestTokens.numbered(4));
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> switch (number) {
            case 1 -> throw new TaskFailureException("Refused", "for a reason");
            case 2 -> {
                task.defer();
                yield null;
            }
            case 3, 4 -> {
                if (task.delivery().receiveCount().orElse(0) == 1) {
                    throw new RedeliveryRequestedException("not now");
                }
                yield number;
            }
            default -> number;
        }));
        SqsWorkerStatus atFirst = worker.status();
        Queues.sendNumbered(queueUrl, 0, 5);

        floor.awaitBegun(6); // the second delivery of 4 is found closed before its work
        awaitDeletes(worker, 5);
        worker.stop();

        SqsWorkerStatus status = worker.status();
        assertThat(atFirst.state()).isEqualTo(SqsWorkerStatus.State.RUNNING);
        assertThat(atFirst.isReceiving()).isTrue();
        assertThat(status.state()).isEqualTo(SqsWorkerStatus.State.STOPPED);
        assertThat(status.isReceiving()).isFalse();
        assertThat(status.received()).isEqualTo(7);
        assertThat(status.settled()).isEqualTo(new SqsWorkerStatus.Settled(2, 1, 1, 1));
        assertThat(status.settled().total()).isEqualTo(5);
        assertThat(status.redelivered()).isEqualTo(2);
        assertThat(status.deleted()).isEqualTo(5);
        assertThat(status.inFlight()).isZero();
        assertThat(status.receiving().lastPoll()).isPresent();
        assertThat(status.receiving().lastFailure()).isEmpty();
    }

    @Test
    void receivesNoMoreThanItCanStart() throws InterruptedException {
        Queues.sendNumbered(queueUrl, 0, 10);
        CountDownLatch released = new CountDownLatch(1);
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> {
                    released.await();
                    return number;
                })
                .concurrency(3));

        floor.awaitBegun(3);
        int hidden = Queues.hidden(queueUrl);
        int visible = Queues.visible(queueUrl);
        int inFlight = worker.status().inFlight();
        released.countDown();
        floor.awaitBegun(7);
        boolean drained = worker.stop();

        assertThat(hidden).isEqualTo(3);
        assertThat(visible).isEqualTo(7);
        assertThat(inFlight).isEqualTo(3);
        assertThat(drained).isTrue();
        assertThat(outputs()).hasSize(10);
    }

    @Test
    void releasesAMessageSoonAndNotAfterItsVisibilityTimeout() throws InterruptedException {
        List<Integer> receives = Collections.synchronizedList(new ArrayList<>());
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> {
            receives.add(task.delivery().receiveCount().orElse(0));
            if (receives.size() < 3) {
                throw new RedeliveryRequestedException("not now");
            }
            return number;
        }));
        Queues.sendNumbered(queueUrl, 0, 1);

        floor.awaitBegun(3);
        worker.stop();

        assertThat(receives).containsExactly(1, 2, 3);
        assertThat(outputs()).containsExactly("0");
    }

    @Test
    void goesOnAfterAHandlerThatDiedAndReleasesItsMessage() throws InterruptedException {
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> {
                    if (task.delivery().receiveCount().orElse(0) == 1) {
                        throw new OutOfMemoryError("simulated");
                    }
                    return number;
                })
                .concurrency(1));
        Queues.sendNumbered(queueUrl, 0, 2);

        floor.awaitBegun(4);
        boolean drained = worker.stop();

        assertThat(drained).isTrue();
        assertThat(worker.status().virtualMachineErrors()).isEqualTo(2);
        assertThat(outputs()).containsExactlyInAnyOrder("0", "1");
    }

    @Test
    void isNotDisturbedByAHandlerThatLeavesItsThreadInterrupted() throws InterruptedException {
        Queues.sendNumbered(queueUrl, 0, 20);
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> {
            Thread.currentThread().interrupt();
            return number;
        }));

        floor.awaitBegun(20);
        boolean drained = worker.stop();

        assertThat(drained).isTrue();
        assertThat(outputs()).hasSize(20);
        assertThat(Queues.visible(queueUrl) + Queues.hidden(queueUrl)).isZero();
    }

    @Test
    void letsWhatIsNoTaskEndInTheDeadLetterQueue() {
        String deadLetters = Queues.create();
        String queue = Queues.createWithDeadLetters(deadLetters, 2);
        SqsWorker worker = floor.start(floor.worker(queue, (number, task) -> number));
        Queues.send(queue, "not JSON");

        String moved = Queues.awaitMoved(deadLetters).body();

        assertThat(moved).isEqualTo("not JSON");
        assertThat(worker.status().redelivered()).isEqualTo(2);
        assertThat(worker.status().settled().total()).isZero();
    }

    private List<String> outputs() {
        return floor.stepFunctions.answers().stream()
                .filter(answer -> answer.operation().equals("SendTaskSuccess"))
                .map(answer -> answer.output().orElseThrow())
                .toList();
    }

    private static void awaitDeletes(SqsWorker worker, int count) {
        while (worker.status().deleted() < count) {
            Thread.onSpinWait();
        }
    }
}

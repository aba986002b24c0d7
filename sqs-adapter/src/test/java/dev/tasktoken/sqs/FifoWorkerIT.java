package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.processor.RedeliveryRequestedException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FifoWorkerIT {
    private final Floor floor = new Floor();
    private final String queueUrl = Queues.createFifo();

    @AfterEach
    void stopWorkers() {
        floor.close();
    }

    @Test
    void keepsTheOrderInsideAGroup() throws InterruptedException {
        for (int number = 0; number < 30; number++) {
            Queues.sendFifo(queueUrl, "group-" + number % 3, number);
        }
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> number));

        List<Integer> handled = floor.awaitBegun(30);
        boolean drained = worker.stop();

        assertThat(drained).isTrue();
        for (int group = 0; group < 3; group++) {
            int remainder = group;
            assertThat(handled.stream().filter(number -> number % 3 == remainder))
                    .hasSize(10)
                    .isSorted();
        }
        assertThat(Queues.visible(queueUrl) + Queues.hidden(queueUrl)).isZero();
    }

    @Test
    void runsDifferentGroupsAtOnce() throws InterruptedException {
        Queues.sendFifo(queueUrl, "a", 0);
        Queues.sendFifo(queueUrl, "b", 1);
        CyclicBarrier both = new CyclicBarrier(2);
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> both.await()));

        floor.awaitBegun(2);

        assertThat(worker.stop()).isTrue();
        assertThat(floor.stepFunctions.answers()).hasSize(2);
    }

    @Test
    void doesNotOvertakeAMessageThatMustBeRedelivered() throws InterruptedException {
        for (int number = 0; number < 5; number++) {
            Queues.sendFifo(queueUrl, "a", number);
        }
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> {
            if (number == 2 && task.delivery().receiveCount().orElse(0) < 3) {
                throw new RedeliveryRequestedException("not now");
            }
            return number;
        }));

        List<Integer> handled = floor.awaitBegun(7);
        worker.stop();

        assertThat(handled).containsExactly(0, 1, 2, 2, 2, 3, 4);
        assertThat(worker.status().redelivered()).isEqualTo(2);
    }

    @Test
    void receivesNoMoreOfAGroupThatIsInFlight() throws InterruptedException {
        for (int number = 0; number < 5; number++) {
            Queues.sendFifo(queueUrl, "a", number);
        }
        Queues.sendFifo(queueUrl, "b", 5);
        CountDownLatch released = new CountDownLatch(1);
        SqsWorker worker = floor.start(floor.worker(queueUrl, (number, task) -> {
            released.await();
            return number;
        }));
        List<Integer> begun = floor.awaitBegun(2);
        long received = worker.status().received();

        Thread stop = new Thread(worker::stop);
        stop.start();
        while (worker.status().state() != SqsWorkerStatus.State.STOPPING) {
            Thread.onSpinWait();
        }
        released.countDown();
        stop.join();

        assertThat(worker.stop()).isTrue();
        assertThat(begun).containsExactlyInAnyOrder(0, 5);
        assertThat(received).isEqualTo(2);
        assertThat(floor.begun()).isEmpty();
        assertThat(Queues.visible(queueUrl) + Queues.hidden(queueUrl)).isEqualTo(4);
    }
}

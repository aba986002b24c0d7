package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.Message;

/** Work that outlasts the visibility timeout: it ends when its lease was renewed so often. */
@Timeout(60)
class LongWorkIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int RENEWALS = 4; // a second between two

    private final Floor floor = new Floor();

    @AfterEach
    void stopWorkers() {
        floor.close();
    }

    @Test
    void ofAWorkerKeepsItsMessageHidden() throws InterruptedException {
        String queueUrl = Queues.create();
        CountingSqs sqs = new CountingSqs(Queues.client());
        SqsWorker worker = floor.start(SqsWorker.builder(sqs, queueUrl, floor.processor((number, task) -> {
                    sqs.awaitRenewals(RENEWALS);
                    return number;
                }))
                .visibilityTimeout(TIMEOUT));
        Queues.sendNumbered(queueUrl, 0, 1);

        floor.awaitBegun(1);
        boolean drained = worker.stop();

        assertThat(drained).isTrue();
        assertThat(worker.status().received()).isEqualTo(1);
        assertThat(Queues.visible(queueUrl) + Queues.hidden(queueUrl)).isZero();
    }

    @Test
    void ofAGroupKeepsTheOthersInTheQueue() throws InterruptedException {
        String queueUrl = Queues.createFifo();
        for (int number = 0; number < 3; number++) {
            Queues.sendFifo(queueUrl, "a", number);
        }
        CountingSqs sqs = new CountingSqs(Queues.client());
        SqsWorker worker = floor.start(SqsWorker.builder(sqs, queueUrl, floor.processor((number, task) -> {
                    if (number == 0) {
                        sqs.awaitRenewals(RENEWALS);
                    }
                    return number;
                }))
                .visibilityTimeout(TIMEOUT));

        floor.awaitBegun(3);
        boolean drained = worker.stop();

        assertThat(drained).isTrue();
        assertThat(worker.status().received()).isEqualTo(3);
        assertThat(floor.stepFunctions.answers()).hasSize(3);
    }

    @Test
    void inALoopOfOnesOwnKeepsItsMessageHidden() {
        String queueUrl = Queues.create();
        CountingSqs sqs = new CountingSqs(Queues.client());
        SqsVisibility visibility = SqsVisibility.of(sqs, queueUrl, TIMEOUT);
        Queues.sendNumbered(queueUrl, 0, 1);
        Message message = Queues.client()
                .receiveMessage(r -> r.queueUrl(queueUrl)
                        .visibilityTimeout((int) TIMEOUT.toSeconds())
                        .waitTimeSeconds(10))
                .messages()
                .get(0);

        boolean settled = SqsMessages.process(
                        message,
                        floor.processor((number, task) -> {
                            sqs.awaitRenewals(RENEWALS);
                            return Queues.visible(queueUrl);
                        }),
                        visibility)
                .isAcknowledged();

        assertThat(settled).isTrue();
        assertThat(floor.stepFunctions.answers())
                .singleElement()
                .satisfies(answer -> assertThat(answer.output()).contains("0"));
    }
}

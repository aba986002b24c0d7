package dev.tasktoken.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.payment.PaymentLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Each test leaves the queue empty. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PaymentLoopIT {
    private final List<RunningLoop> loops = new ArrayList<>();
    private LocalSystem system;

    @BeforeAll
    void start() throws Exception {
        system = new LocalSystem("payment");
    }

    @AfterEach
    void endLoops() throws InterruptedException {
        for (RunningLoop loop : loops) {
            loop.end();
        }
        loops.clear();
    }

    @AfterAll
    void stop() {
        system.close();
    }

    @Test
    void answersWhatItReceivesAndDeletesIt() throws Exception {
        RunningLoop loop = new RunningLoop(new ImpatientSqs(system.sqs()), Duration.ofDays(1));
        String accepted = system.start(PaymentWorkerIT.order("4111111111111111"));
        String refused = system.start(PaymentWorkerIT.order("4111111111111112"));

        assertThat(system.ending(accepted)).isEqualTo("SUCCEEDED via Notify Payment Success");
        assertThat(system.ending(refused)).isEqualTo("SUCCEEDED via Notify Payment Failure");
        loop.end();
        assertThat(system.queueSize()).isZero();
    }

    /** The message whose deletion failed is received twice, its task answered once. */
    @Test
    void goesOnWhenCallsOfTheQueueFail() throws Exception {
        ImpatientSqs sqs = new ImpatientSqs(system.sqs(), "receiveMessage", "receiveMessage", "deleteMessage");
        RunningLoop loop = new RunningLoop(sqs, Duration.ofMillis(1));
        long answersBefore = system.answers();

        String accepted = system.start(PaymentWorkerIT.order("4111111111111111"));
        String ending = system.ending(accepted);
        while (system.queueSize() > 0) {
            Thread.onSpinWait();
        }
        loop.end();

        assertThat(ending).isEqualTo("SUCCEEDED via Notify Payment Success");
        assertThat(sqs.hasFailed()).isTrue();
        assertThat(system.answers() - answersBefore).isEqualTo(1);
    }

    @Test
    void endsAtOnceWhileItWaitsForTheNextPoll() throws Exception {
        ImpatientSqs sqs = new ImpatientSqs(system.sqs(), "receiveMessage");
        RunningLoop loop = new RunningLoop(sqs, Duration.ofDays(1));
        sqs.awaitFailure();

        loop.end();

        assertThat(loop.isRunning()).isFalse();
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws Exception {
        ImpatientSqs sqs = new ImpatientSqs(system.sqs(), "receiveMessage");
        RunningLoop loop = new RunningLoop(sqs, Duration.ofDays(1));
        sqs.awaitFailure();

        loop.interrupt();

        assertThat(loop.isRunning()).isFalse();
    }

    @Test
    void leavesWhatItCannotReadToTheDeadLetterQueueAndGoesOn() throws Exception {
        String deadLetters = deadLetterQueue();
        RunningLoop loop = new RunningLoop(new ImpatientSqs(system.sqs()), Duration.ofDays(1));

        system.send("not JSON");
        String deadLetter = awaitMessage(deadLetters).body();
        String accepted = system.start(PaymentWorkerIT.order("4111111111111111"));

        assertThat(deadLetter).isEqualTo("not JSON");
        assertThat(system.ending(accepted)).isEqualTo("SUCCEEDED via Notify Payment Success");
        loop.end();
    }

    /** A loop on a thread of its own. */
    private final class RunningLoop {
        private final PaymentLoop loop;
        private final Thread thread;

        RunningLoop(SqsClient sqs, Duration retryAfter) {
            loop = new PaymentLoop(sqs, system.queueUrl(), TokenResponder.of(system.stepFunctions()), retryAfter);
            thread = new Thread(loop::run, "loop");
            thread.setDaemon(true);
            thread.start();
            loops.add(this);
        }

        boolean isRunning() {
            return thread.isAlive();
        }

        void end() throws InterruptedException {
            loop.end();
            thread.join();
        }

        void interrupt() throws InterruptedException {
            thread.interrupt();
            thread.join();
        }
    }

    /** Takes what the system's queue delivered twice. */
    private String deadLetterQueue() {
        String url = system.sqs().createQueue(q -> q.queueName("dead-letters")).queueUrl();
        String policy = "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead-letters\","
                + "\"maxReceiveCount\":\"2\"}";
        system.sqs()
                .setQueueAttributes(q ->
                        q.queueUrl(system.queueUrl()).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)));
        return url;
    }

    private Message awaitMessage(String url) {
        List<Message> received;
        do {
            received = system.sqs()
                    .receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(1))
                    .messages();
        } while (received.isEmpty());
        return received.get(0);
    }
}

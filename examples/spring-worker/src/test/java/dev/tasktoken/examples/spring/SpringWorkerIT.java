package dev.tasktoken.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.StartedExecution;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One payment at a time, with short polls, and a visibility timeout just longer than acknowledgements wait. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SpringWorkerIT {
    private LocalAws aws;

    @BeforeAll
    void startAws() {
        aws = new LocalAws();
    }

    @AfterAll
    void stopAws() {
        aws.close();
    }

    @Test
    void answersWhatItReceivesAndAcknowledgesIt() {
        StartedExecution paid;
        StartedExecution refused;
        try (ConfigurableApplicationContext worker = start()) {
            paid = aws.pay("order-1", 999);
            refused = aws.pay("order-2", 0);
            paid.await();
            refused.await();
            aws.awaitEmptyQueue();
        }

        assertThat(paid.await().output()).hasValue("{\"receipt\":\"receipt-order-1\"}");
        assertThat(refused.await().error()).hasValue("PaymentRefused");
    }

    @Test
    void whatItCannotReadEndsInTheDeadLetterQueue() {
        String deadLetter;
        try (ConfigurableApplicationContext worker = start()) {
            aws.send("not JSON");

            deadLetter = aws.awaitDeadLetter();
        }

        assertThat(deadLetter).isEqualTo("not JSON");
    }

    /** It receives no more while it works, so nobody but this test would get the message. */
    @Test
    void keepsTheMessageOfLongWorkHidden() throws Exception {
        try (ConfigurableApplicationContext worker = start()) {
            HeldGateway gateway = worker.getBean(HeldGateway.class);
            StartedExecution slow = aws.pay("slow", 999);
            gateway.awaitStart();

            assertThat(aws.receive(3))
                    .as("received in three visibility timeouts")
                    .isEmpty();

            gateway.release();
            assertThat(slow.await().succeeded()).isTrue();
            aws.awaitEmptyQueue();
        }
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(SpringWorker.class, HeldGateway.class)
                .run(
                        "--payments.queue-url=" + aws.queueUrl(),
                        "--spring.cloud.aws.sqs.listener.max-concurrent-messages=1",
                        "--spring.cloud.aws.sqs.listener.max-messages-per-poll=1",
                        "--spring.cloud.aws.sqs.listener.poll-timeout=1s",
                        "--payments.visibility-seconds=3");
    }
}

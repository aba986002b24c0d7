package dev.tasktoken.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.StartedExecution;
import io.awspring.cloud.sqs.listener.MessageListenerContainer;
import io.awspring.cloud.sqs.listener.MessageListenerContainerRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

/** A worker takes seconds to start and to stop, so each has a queue and does what one or two tests want of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SpringWorkerIT {
    private LocalAws aws;

    @BeforeAll
    void start() {
        aws = new LocalAws();
    }

    @AfterAll
    void stop() {
        aws.close();
    }

    @Test
    void answersAndAcknowledgesWhatItCanReadAndLeavesTheRestToTheDeadLetterQueue() {
        PaymentQueue payments = aws.queue("payments");
        payments.send("not JSON");
        StartedExecution paid = payments.pay("order-1", 999);
        StartedExecution refused = payments.pay("order-2", 0);

        try (ConfigurableApplicationContext worker = payments.startWorker()) {
            assertThat(worker.isActive()).isTrue();
            assertThat(PaymentQueue.ending(paid).output()).hasValue("{\"receipt\":\"receipt-order-1\"}");
            assertThat(PaymentQueue.ending(refused).error()).hasValue("PaymentRefused");
            assertThat(payments.awaitDeadLetter()).isEqualTo("not JSON");
            payments.awaitEmpty();
        }
    }

    /** What Spring's hook does at SIGTERM is to close the context. */
    @Test
    void finishesLongWorkAndKeepsItsMessageHiddenMeanwhileWhenItsContextIsClosed() throws Exception {
        PaymentQueue payments = aws.queue("long-payments");
        ConfigurableApplicationContext worker = payments.startWorker();
        HeldGateway gateway = worker.getBean(HeldGateway.class);
        StartedExecution slow = payments.pay("slow", 999);
        gateway.awaitStart();

        Thread closing = new Thread(worker::close, "close");
        closing.start();
        awaitStopping(worker);
        assertThat(payments.receive(PaymentQueue.VISIBILITY_SECONDS + 1))
                .as("received by somebody else when the first visibility timeout is over")
                .isEmpty();
        gateway.release();
        closing.join();

        assertThat(PaymentQueue.ending(slow).succeeded()).isTrue();
        assertThat(payments.size()).as("messages that were not acknowledged").isZero();
    }

    private static void awaitStopping(ConfigurableApplicationContext worker) {
        MessageListenerContainer<?> listener = worker.getBean(MessageListenerContainerRegistry.class)
                .getListenerContainers()
                .iterator()
                .next();
        while (listener.isRunning()) {
            Thread.onSpinWait();
        }
    }
}

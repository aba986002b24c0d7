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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.context.ConfigurableApplicationContext;

/** Each test has a queue and a worker of its own, which are started one after the other. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SpringWorkerIT {
    private LocalAws aws;
    private PaymentQueue payments;
    private ConfigurableApplicationContext worker;
    private PaymentQueue longPayments;
    private ConfigurableApplicationContext longWorker;

    @BeforeAll
    void start() {
        aws = new LocalAws();
        payments = aws.queue("payments");
        worker = payments.startWorker();
        longPayments = aws.queue("long-payments");
        longWorker = longPayments.startWorker();
    }

    @AfterAll
    void stop() {
        worker.close();
        longWorker.close();
        aws.close();
    }

    @Test
    void answersAndAcknowledgesWhatItCanReadAndLeavesTheRestToTheDeadLetterQueue() {
        payments.send("not JSON");
        StartedExecution paid = payments.pay("order-1", 999);
        StartedExecution refused = payments.pay("order-2", 0);

        assertThat(PaymentQueue.ending(paid).output()).hasValue("{\"receipt\":\"receipt-order-1\"}");
        assertThat(PaymentQueue.ending(refused).error()).hasValue("PaymentRefused");
        assertThat(payments.awaitDeadLetter()).isEqualTo("not JSON");
        payments.awaitEmpty();
        worker.close();
    }

    /** What Spring's hook does at SIGTERM is to close the context. */
    @Test
    void finishesALongHandlerAndKeepsItsMessageHiddenWhenItsContextIsClosed() throws Exception {
        HeldGateway gateway = longWorker.getBean(HeldGateway.class);
        StartedExecution slow = longPayments.pay("slow", 999);
        gateway.awaitStart();

        Thread closing = new Thread(longWorker::close, "close");
        closing.start();
        awaitStopping(longWorker);
        assertThat(longPayments.receive(PaymentQueue.VISIBILITY_SECONDS + 1))
                .as("received by somebody else when the first visibility timeout is over")
                .isZero();
        gateway.release();
        closing.join();

        assertThat(PaymentQueue.ending(slow).succeeded()).isTrue();
        assertThat(longPayments.size())
                .as("messages that were not acknowledged")
                .isZero();
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

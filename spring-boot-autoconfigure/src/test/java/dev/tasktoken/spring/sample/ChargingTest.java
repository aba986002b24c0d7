package dev.tasktoken.spring.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.spring.test.TaskTokenTest;
import dev.tasktoken.testkit.LocalExecution;
import dev.tasktoken.testkit.LocalStepFunctions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

@TaskTokenTest(properties = "tasktoken.listener.redelivery-delay=0s")
class ChargingTest {
    static final String DEFINITION = """
            {"StartAt": "Charge", "States": {"Charge": {
              "Type": "Task",
              "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
              "Parameters": {
                "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/payments",
                "MessageBody": {"orderId.$": "$.orderId", "cents.$": "$.cents", "taskToken.$": "$$.Task.Token"}
              },
              "End": true}}}""";

    private final LocalStepFunctions stepFunctions;
    private final AtomicInteger bookings;

    ChargingTest(@Autowired LocalStepFunctions stepFunctions, @Autowired AtomicInteger bookings) {
        this.stepFunctions = stepFunctions;
        this.bookings = bookings;
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Books {
        @Bean
        AtomicInteger bookings() {
            return new AtomicInteger();
        }

        @Bean
        Ledger ledger(AtomicInteger bookings) {
            return key -> "receipt-" + bookings.incrementAndGet();
        }
    }

    @Test
    void finishesTheTaskWithWhatTheMethodReturns() {
        LocalExecution ended = run("order-1", 999);

        assertThat(ended.output())
                .hasValueSatisfying(
                        output -> assertThat(output).startsWith("{\"orderId\":\"order-1\",\"receiptId\":\"receipt-"));
        assertThat(bookings.get()).isPositive();
    }

    @Test
    void failsTheTaskWithWhatTheMethodThrows() {
        assertThat(run("order-2", 0).error()).hasValue("NothingToCharge");
    }

    @Test
    void leavesOutComponentsWithoutListeners(@Autowired ObjectProvider<NoListener> others) {
        assertThat(others.getIfAvailable()).isNull();
    }

    private LocalExecution run(String orderId, long cents) {
        return stepFunctions
                .run(DEFINITION, Map.<String, Object>of("orderId", orderId, "cents", cents))
                .await();
    }
}

package dev.tasktoken.examples.spring;

import java.util.concurrent.CountDownLatch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Takes as long for the order {@code slow} as the test wants. */
@Configuration(proxyBeanMethods = false)
class HeldGateway {
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    void awaitStart() throws InterruptedException {
        started.await();
    }

    void release() {
        released.countDown();
    }

    @Bean
    @Primary
    PaymentGateway gatewayOfTheTest() {
        return payment -> {
            if (payment.orderId().equals("slow")) {
                started.countDown();
                released.await();
            }
            return PaymentGateway.chargeAtOnce(payment);
        };
    }
}

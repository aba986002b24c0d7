package dev.tasktoken.spring.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.spring.test.AutoConfigureLocalStepFunctions;
import dev.tasktoken.testkit.LocalStepFunctions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** All components and all autoconfigurations, Spring Cloud AWS among them, without AWS. */
@AutoConfigureLocalStepFunctions
@SpringBootTest(properties = "spring.cloud.aws.region.static=us-east-1")
class WholeApplicationTest {
    @TestConfiguration(proxyBeanMethods = false)
    static class Books {
        @Bean
        Ledger ledger() {
            return key -> "receipt-1";
        }
    }

    @Test
    void finishesTheTask(@Autowired LocalStepFunctions stepFunctions, @Autowired NoListener there) {
        assertThat(there).isNotNull();
        assertThat(stepFunctions
                        .run(ChargingTest.DEFINITION, Map.<String, Object>of("orderId", "order-1", "cents", 999))
                        .await()
                        .output())
                .hasValue("{\"orderId\":\"order-1\",\"receiptId\":\"receipt-1\"}");
    }
}

package dev.tasktoken.examples.payment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaymentOrderTest {
    @Test
    void showsNothingOfTheCard() {
        PaymentOrder order =
                new PaymentOrder("order-1", "c-1", "2026-01-31", "A. Customer", "4111111111111111", "12/29", "987");

        assertThat(order.toString()).isEqualTo("PaymentOrder[order-1]");
    }
}

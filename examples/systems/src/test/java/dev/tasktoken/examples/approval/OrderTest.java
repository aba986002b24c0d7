package dev.tasktoken.examples.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.TaskFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {
    private static Order order(String json) {
        return Order.of(Json.parse(json).orElseThrow());
    }

    @Test
    void cannotConfirmItself() {
        Order order = order("{\"OrderId\":\"0001\",\"IsConfirmed\":true,\"Items\":[1,2]}");

        assertThat(order.unconfirmed().toJson())
                .isEqualTo("{\"OrderId\":\"0001\",\"IsConfirmed\":false,\"Items\":[1,2]}");
        assertThat(order.unconfirmed().confirmed()).isEqualTo(order).hasSameHashCodeAs(order);
    }

    @Test
    void showsAPersonAllButItsIdAndWhetherItIsConfirmed() {
        assertThat(order("{\"OrderId\":\"0001\",\"IsConfirmed\":true,\"CustomerName\":\"A\",\"Total\":12.5}")
                        .details())
                .containsOnlyKeys("CustomerName", "Total")
                .containsEntry("Total", "12.5");
    }

    @Test
    void showsNothingOfTheCustomerInItsText() {
        assertThat(order("{\"OrderId\":\"0001\",\"CustomerName\":\"A\"}")).hasToString("Order[0001]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"0001\"",
                "{\"OrderId\":1}",
                "{\"OrderId\":\"\"}",
                "{\"OrderId\":\"../0001\"}",
                "{\"OrderId\":\"0001 \"}",
                "{\"OrderId\":\"00012345678901234567890123456789012345678901234567890123456789012345\"}"
            })
    void refusesWhatIsNoOrder(String json) {
        assertThatThrownBy(() -> order(json))
                .isInstanceOf(TaskFailureException.class)
                .hasMessageContaining("OrderId");
    }
}

package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

class ListenerHintsTest {
    record Bought(String orderId) {}

    record Bill(String number) {}

    static class Billing {
        @TaskTokenListener(queue = "bought")
        Map<String, Bill> bill(Bought bought) {
            return Map.of();
        }
    }

    @Test
    void declaresTheMethodAndWhatIsBound() throws Exception {
        RuntimeHints hints = new RuntimeHints();
        new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, Billing.class);

        assertThat(RuntimeHintsPredicates.reflection()
                        .onMethodInvocation(Billing.class.getDeclaredMethod("bill", Bought.class)))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection()
                        .onConstructorInvocation(Bought.class.getDeclaredConstructors()[0]))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onType(Bill.class)).accepts(hints);
    }
}

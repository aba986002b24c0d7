package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.processor.CallbackTask;
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
        Map<String, Bill> bill(Bought bought, CallbackTask task) {
            return Map.of();
        }
    }

    @Test
    void declaresTheMethodAndWhatIsBound() throws Exception {
        RuntimeHints hints = new RuntimeHints();
        new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, Billing.class);

        assertThat(RuntimeHintsPredicates.reflection()
                        .onMethodInvocation(Billing.class.getDeclaredMethod("bill", Bought.class, CallbackTask.class)))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection()
                        .onConstructorInvocation(Bought.class.getDeclaredConstructors()[0]))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onType(Bill.class)).accepts(hints);
    }

    @Test
    void declaresNothingForAClass() {
        RuntimeHints hints = new RuntimeHints();
        new ListenerHints().registerReflectionHints(hints.reflection(), Billing.class);

        assertThat(hints.reflection().typeHints()).isEmpty();
    }
}

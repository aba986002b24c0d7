package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.TaskTokenException;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.testkit.AdapterContract;
import dev.tasktoken.testkit.DeliveryKit;
import dev.tasktoken.testkit.DeliveryShape;
import dev.tasktoken.testkit.TestTokens;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** For payloads and events that carry some shapes only, and whose redelivery is requested by an exception. */
abstract class PayloadContract extends AdapterContract {
    /** Which shapes this form can carry. */
    abstract Carries carries();

    /** How many shapes of the kit it can carry, so that a change of the rule is noticed. */
    abstract int carried();

    @Override
    protected Optional<String> obstacle(DeliveryShape shape) {
        return carries().obstacle(shape);
    }

    @Override
    protected void requireRedelivery(
            DeliveryShape shape, CallbackProcessor<?> processor, Class<? extends TaskTokenException> reason) {
        assertThatThrownBy(() -> process(shape, processor))
                .isExactlyInstanceOf(RedeliveryRequestedException.class)
                .hasMessageStartingWith(reason.getSimpleName())
                .hasMessageNotContaining(TestTokens.PREFIX);
    }

    @Test
    void carriesAsManyShapesAsItCan() {
        long carried = DeliveryKit.all().stream()
                .filter(shape -> carries().obstacle(shape).isEmpty())
                .count();

        assertThat(carried).isEqualTo(carried());
    }
}

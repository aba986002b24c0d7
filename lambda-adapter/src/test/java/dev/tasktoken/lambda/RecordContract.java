package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.DeliveryShape;
import dev.tasktoken.testkit.DeliveryShape.Refused;

/** For forms that carry every shape of the kit and return how it was settled. */
abstract class RecordContract extends ReadingContract {
    @Override
    Carries carries() {
        return Carries.EVERYTHING;
    }

    @Override
    int carried() {
        return 261;
    }

    @Override
    void checkAgain(DeliveryShape shape, CallbackProcessor<?> processor) {
        assertThat(process(shape, processor))
                .isInstanceOfSatisfying(
                        Settlement.Again.class,
                        again -> assertThat(again.reason()).isExactlyInstanceOf(((Refused) shape.expected()).reason()));
    }
}

package dev.tasktoken.lambda;

import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.DeliveryShape;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;

/** The kit through {@link LambdaPayloads}, in each of the forms that a payload may have. */
class PayloadReadingTest {
    private abstract static class OfPayloads extends PayloadContract {
        abstract Object payload(DeliveryShape shape);

        @Override
        protected CallbackEnvelope read(DeliveryShape shape) {
            return LambdaPayloads.read(payload(shape));
        }

        @Override
        protected Settlement process(DeliveryShape shape, CallbackProcessor<?> processor) {
            return LambdaPayloads.process(payload(shape), Shapes.CONTEXT, processor);
        }
    }

    @Nested
    class AsText extends OfPayloads {
        @Override
        Object payload(DeliveryShape shape) {
            return shape.body();
        }

        @Override
        Carries carries() {
            return Carries.BODIES;
        }

        @Override
        int carried() {
            return 261;
        }
    }

    @Nested
    class AsBytes extends OfPayloads {
        @Override
        Object payload(DeliveryShape shape) {
            return shape.body().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        Carries carries() {
            return Carries.BODIES;
        }

        @Override
        int carried() {
            return 261;
        }
    }

    @Nested
    class AsStream extends OfPayloads {
        @Override
        Object payload(DeliveryShape shape) {
            return new ByteArrayInputStream(shape.body().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        Carries carries() {
            return Carries.BODIES;
        }

        @Override
        int carried() {
            return 261;
        }
    }

    @Nested
    class AsTree extends OfPayloads {
        @Override
        Object payload(DeliveryShape shape) {
            return Shapes.tree(shape);
        }

        @Override
        Carries carries() {
            return Carries.TREES;
        }

        @Override
        int carried() {
            return 247;
        }
    }

    @Nested
    class AsMap extends OfPayloads {
        @Override
        Object payload(DeliveryShape shape) {
            return Shapes.map(shape);
        }

        @Override
        Carries carries() {
            return Carries.OBJECTS;
        }

        @Override
        int carried() {
            return 242;
        }
    }
}

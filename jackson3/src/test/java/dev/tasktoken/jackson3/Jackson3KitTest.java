package dev.tasktoken.jackson3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.AdapterContract;
import dev.tasktoken.testkit.DeliveryShape;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The kit of deliveries has the outcomes under Jackson 3 that it has under Jackson 2. */
class Jackson3KitTest {
    /** What an application sets that takes as deep a payload as Jackson 2 does. */
    private static final JsonMapper OWN = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(1_000)
                            .build())
                    .build())
            .build();

    abstract static class Kit extends AdapterContract {
        private final CallbackReader reader;

        Kit(Jackson3Codec codec) {
            this.reader = CallbackReader.builder().codec(codec).build();
        }

        @Override
        protected CallbackReader reader() {
            return reader;
        }

        @Override
        protected CallbackEnvelope read(DeliveryShape shape) {
            return reader.read(delivery(shape));
        }

        @Override
        protected Settlement process(DeliveryShape shape, CallbackProcessor<?> processor) {
            return processor.process(delivery(shape));
        }

        /** The kit's own trees are of Jackson 2. */
        @ParameterizedTest
        @MethodSource("dev.tasktoken.testkit.DeliveryKit#readable")
        void readsTheSameAsATreeOfJackson3(DeliveryShape shape) {
            DeliveryShape.Found expected = (DeliveryShape.Found) shape.expected();
            JsonNode tree = expected.payloadText().startsWith("{") ? OWN.readTree(expected.payloadText()) : null;

            if (tree != null) {
                assertThat(read(shape).payload(JsonNode.class).equals(tree)).isTrue();
            }
        }

        private static Delivery delivery(DeliveryShape shape) {
            Delivery.Builder delivery = Delivery.builder(shape.body()).id(MESSAGE_ID);
            shape.attributes().forEach(delivery::attribute);
            return delivery.build();
        }
    }

    @Nested
    class Standard extends Kit {
        Standard() {
            super(Jackson3Codec.standard());
        }
    }

    @Nested
    class StrictWithAMapperOfTheApplication extends Kit {
        StrictWithAMapperOfTheApplication() {
            super(Jackson3Codec.strict(OWN));
        }
    }

    @Nested
    class AMapperAsItIs extends Kit {
        AMapperAsItIs() {
            super(Jackson3Codec.of(OWN));
        }
    }
}

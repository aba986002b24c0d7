package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

class AdapterContractTest {
    /** An adapter for the library's own type, which does everything right. */
    static class Correct extends AdapterContract {
        Delivery delivery(DeliveryShape shape) {
            return with(shape.body(), shape.attributes(), MESSAGE_ID);
        }

        @Override
        protected CallbackEnvelope read(DeliveryShape shape) {
            return CallbackReader.standard().read(delivery(shape));
        }

        @Override
        protected Settlement process(DeliveryShape shape, CallbackProcessor<?> processor) {
            Delivery delivery = delivery(shape);
            System.out.println("Processing " + delivery); // the testkit's own tests log to a file, not to the console
            return processor.process(delivery);
        }

        static Delivery with(String body, Map<String, String> attributes, String id) {
            Delivery.Builder delivery = Delivery.builder(body).id(id);
            attributes.forEach(delivery::attribute);
            return delivery.build();
        }
    }

    static class LosesAttributes extends Correct {
        @Override
        Delivery delivery(DeliveryShape shape) {
            return with(shape.body(), Map.of(), MESSAGE_ID);
        }
    }

    static class LosesTheMessageId extends Correct {
        @Override
        Delivery delivery(DeliveryShape shape) {
            return with(shape.body(), shape.attributes(), "another");
        }
    }

    static class SettlesEverything extends Correct {
        @Override
        protected Settlement process(DeliveryShape shape, CallbackProcessor<?> processor) {
            super.process(shape, processor);
            return new Settlement.Deferred();
        }
    }

    static class LogsTheBody extends Correct {
        @Override
        protected Settlement process(DeliveryShape shape, CallbackProcessor<?> processor) {
            System.out.println(shape.body());
            return super.process(shape, processor);
        }
    }

    @Nested
    class CoreItself extends Correct {}

    @Test
    void failsAnAdapterThatLosesAttributes() {
        assertThat(failed(LosesAttributes.class))
                .contains("readsTheShapeAsExpected", "handsTheTypedPayloadToTheHandlerAndAnswersTheTask");
    }

    @Test
    void failsAnAdapterThatLosesTheMessageId() {
        assertThat(failed(LosesTheMessageId.class)).containsExactly("logsNoToken");
    }

    @Test
    void failsAnAdapterThatSettlesWhatItCannotRead() {
        assertThat(failed(SettlesEverything.class)).containsExactly("requestsRedeliveryOfARefusedShapeAndSendsNothing");
    }

    @Test
    void failsAnAdapterThatLogsATokenToTheConsole() {
        assertThat(failed(LogsTheBody.class)).containsExactly("logsNoToken");
    }

    private static Set<String> failed(Class<? extends AdapterContract> adapter) {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(adapter))
                .execute()
                .testEvents();
        return tests.failed().stream().map(AdapterContractTest::method).collect(Collectors.toSet());
    }

    private static String method(Event event) {
        String source = event.getTestDescriptor().getSource().orElseThrow().toString();
        return source.replaceAll(".*methodName = '(\\w+)'.*", "$1");
    }
}

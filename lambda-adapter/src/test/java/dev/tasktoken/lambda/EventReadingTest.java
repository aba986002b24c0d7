package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.DeliveryShape;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.util.List;
import java.util.Map;
import org.joda.time.DateTime;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EventReadingTest {
    private static ScheduledEvent event(Map<String, Object> detail) {
        return new ScheduledEvent()
                .withVersion("0")
                .withId("6a7e8feb-b491-4cf7-a9f1-bf3703467718")
                .withDetailType("Order placed")
                .withSource("shop.orders")
                .withAccount("123456789012")
                .withTime(DateTime.parse("2026-01-01T00:00:00Z"))
                .withRegion("eu-central-1")
                .withResources(List.of())
                .withDetail(detail);
    }

    @Nested
    class AsDetail extends PayloadContract {
        @Override
        Carries carries() {
            return Carries.DETAILS;
        }

        @Override
        int carried() {
            return 124;
        }

        @Override
        protected CallbackEnvelope read(DeliveryShape shape) {
            return EventBridgeEvents.read(event(Shapes.map(shape)));
        }

        @Override
        protected Settlement process(DeliveryShape shape, CallbackProcessor<?> processor) {
            return EventBridgeEvents.process(event(Shapes.map(shape)), Shapes.CONTEXT, processor);
        }
    }

    @Test
    void readsByPointersFromTheEventAndFromItsDetail() {
        ScheduledEvent event =
                event(Map.of("meta", Map.of("resume", TestTokens.numbered(1)), "order", Map.of("number", 7)));
        CallbackReader whole = CallbackReader.builder()
                .tokenAt("/detail/meta/resume")
                .payloadAt("/detail/order")
                .build();
        CallbackReader detail = CallbackReader.builder()
                .tokenAt("/meta/resume")
                .payloadAt("/order")
                .build();

        assertThat(EventBridgeEvents.read(event, whole).payloadText()).isEqualTo("{\"number\":7}");
        assertThat(EventBridgeEvents.read(event, detail).payloadText()).isEqualTo("{\"number\":7}");
    }

    @Test
    void hasTheEventsOwnFieldsAsEventBridgeWritesThem() {
        CallbackReader reader = CallbackReader.builder().payloadAt("/time").build();
        ScheduledEvent event = event(Map.of("TaskToken", TestTokens.numbered(1)));

        assertThat(EventBridgeEvents.read(event, reader).payloadText()).isEqualTo("2026-01-01T00:00:00.000Z");
    }

    @Test
    void refusesAnEventWithoutDetail() {
        RecordingResponder stepFunctions = RecordingResponder.create();
        CallbackProcessor<String> processor =
                CallbackProcessor.of(stepFunctions.responder(), String.class, String::length);

        assertThatThrownBy(() -> EventBridgeEvents.read(new ScheduledEvent()))
                .isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> EventBridgeEvents.process(new ScheduledEvent(), null, processor))
                .isInstanceOf(RedeliveryRequestedException.class)
                .hasMessageContaining("TokenNotFoundException");
    }
}

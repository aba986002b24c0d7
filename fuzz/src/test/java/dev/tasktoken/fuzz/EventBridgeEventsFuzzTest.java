package dev.tasktoken.fuzz;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.lambda.EventBridgeEvents;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.provider.MethodSource;

/** Events whose detail, and whose other fields, hold whatever came. */
class EventBridgeEventsFuzzTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @MethodSource("dev.tasktoken.fuzz.Input#kit")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void readsAnyDetail(byte[] raw) {
        Input input = Input.of(raw);
        ScheduledEvent event = new ScheduledEvent();
        event.setDetail(detail(input));
        event.setDetailType(input.text(1));
        event.setSource(input.text(2));
        event.setId(input.text(3));

        Outcome.of(input, () -> EventBridgeEvents.read(event), Set.of(IllegalArgumentException.class));
    }

    private static Map<String, Object> detail(Input input) {
        try {
            Map<String, Object> detail = JSON.readValue(input.bytes(0), new TypeReference<>() {});
            return detail == null ? Map.of() : detail;
        } catch (IOException e) {
            return Map.of("body", input.text(0));
        }
    }
}

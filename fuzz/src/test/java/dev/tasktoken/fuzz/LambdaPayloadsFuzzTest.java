package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.lambda.LambdaPayloads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads as streams, and as the maps that Lambda makes of them. */
class LambdaPayloadsFuzzTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @MethodSource("dev.tasktoken.fuzz.Input#kit")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void readsStreamsBytesAndMaps(byte[] raw) {
        Input input = Input.of(raw);
        byte[] body = input.bytes(0);
        Map<String, Object> map = map(body);

        Outcome fromStream = read(input, () -> new ByteArrayInputStream(body));
        Outcome fromBytes = read(input, () -> body);
        read(input, () -> map);

        assertThat(fromStream).isEqualTo(fromBytes);
    }

    private static Outcome read(Input input, Supplier<@Nullable Object> payload) {
        return Outcome.of(input, () -> LambdaPayloads.read(payload.get()), Set.of(IllegalArgumentException.class));
    }

    private static @Nullable Map<String, Object> map(byte[] body) {
        try {
            return JSON.readValue(body, new TypeReference<Map<String, Object>>() {});
        } catch (IOException e) {
            return null;
        }
    }
}

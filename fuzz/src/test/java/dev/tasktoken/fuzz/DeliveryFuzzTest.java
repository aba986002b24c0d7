package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies and attributes as they are, by the standard reader. */
class DeliveryFuzzTest {
    @MethodSource("dev.tasktoken.fuzz.Input#kit")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void readsTheSameFromBytesAsFromText(byte[] raw) {
        Input input = Input.of(raw);
        byte[] body = input.bytes(0);

        Outcome fromBytes = read(input, Delivery.builder(body));
        Outcome fromText = read(input, Delivery.builder(input.text(0)));

        if (Arrays.equals(input.text(0).getBytes(StandardCharsets.UTF_8), body)) {
            assertThat(fromBytes).isEqualTo(fromText);
        }
    }

    private static Outcome read(Input input, Delivery.Builder delivery) {
        input.pairsFrom(1, delivery::attribute);
        return Outcome.of(input, () -> CallbackReader.standard().read(delivery.build()));
    }
}

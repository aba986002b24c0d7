package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.InvalidPayloadException;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.DuplicateCheck;
import dev.tasktoken.processor.Settlement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** A processor reads token and payload in one pass where it can; what it finds is what two passes find. */
class OnePassFuzzTest {
    private static final List<OnePass<?>> TYPES = List.of(
            new OnePass<>(new TypeReference<JsonNode>() {}),
            new OnePass<>(new TypeReference<Outcome.Order>() {}),
            new OnePass<>(new TypeReference<Map<String, Object>>() {}),
            new OnePass<>(new TypeReference<Map<String, Map<String, Integer>>>() {}),
            new OnePass<>(new TypeReference<String>() {}),
            new OnePass<>(new TypeReference<Object>() {}));

    @MethodSource("dev.tasktoken.fuzz.Input#kit")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void findsWhatTwoPassesFind(byte[] raw) {
        Input input = Input.of(raw);
        Delivery.Builder delivery = Delivery.builder(input.bytes(0));
        input.pairsFrom(1, delivery::attribute);

        TYPES.get(Math.floorMod(Arrays.hashCode(raw), TYPES.size())).check(delivery.build());
    }

    /** What a processor's handler is handed. Each is made anew, because processors remember what was answered. */
    private static final class OnePass<T> {
        private final TypeReference<T> type;
        private @Nullable Object payload;

        OnePass(TypeReference<T> type) {
            this.type = type;
        }

        void check(Delivery delivery) {
            assertThat(onePass(delivery)).isEqualTo(twoPasses(delivery));
        }

        private List<Object> onePass(Delivery delivery) {
            LastAnswer service = new LastAnswer();
            payload = null;
            Settlement settlement = processor(service).process(delivery);
            Outcome.requireNoToken(settlement.toString());
            if (settlement instanceof Settlement.Redeliver again) {
                Outcome.requireNoToken(again.reason());
                return List.of(again.reason().getClass());
            }
            return List.of(service.token(), payload == null ? InvalidPayloadException.class : payload);
        }

        private CallbackProcessor<T> processor(LastAnswer service) {
            TokenResponder responder = TokenResponder.builder().client(service).build();
            return CallbackProcessor.builder(responder, type)
                    .duplicateCheck(DuplicateCheck.NEVER)
                    .handler(given -> {
                        payload = given;
                        return null;
                    })
                    .build();
        }

        private List<Object> twoPasses(Delivery delivery) {
            CallbackEnvelope envelope;
            try {
                envelope = CallbackReader.standard().read(delivery);
            } catch (TaskTokenException e) {
                return List.of(e.getClass());
            }
            try {
                return List.of(envelope.taskToken().value(), Objects.requireNonNull(envelope.payload(type)));
            } catch (InvalidPayloadException e) {
                return List.of(envelope.taskToken().value(), e.getClass());
            }
        }
    }
}

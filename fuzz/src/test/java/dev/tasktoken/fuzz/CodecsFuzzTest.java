package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.jackson3.Jackson3Codec;
import org.junit.jupiter.params.provider.MethodSource;

/** Jackson 3 finds the token that Jackson 2 finds, and refuses payloads in no other way. */
class CodecsFuzzTest {
    @MethodSource("dev.tasktoken.fuzz.Input#kit")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void findsTheSameToken(byte[] raw) {
        Input input = Input.of(raw);
        Delivery.Builder delivery = Delivery.builder(input.bytes(0));
        input.pairsFrom(1, delivery::attribute);

        Outcome standard = Outcome.of(input, () -> CallbackReader.standard().read(delivery.build()));
        Outcome jackson3 = Outcome.of(input, () -> Readers.JACKSON_3.read(delivery.build()));

        assertThat(jackson3.token()).isEqualTo(standard.token());
    }

    /** Made when the fuzzer has instrumented the reader: the JDK cannot do that to records that are loaded. */
    private static final class Readers {
        static final CallbackReader JACKSON_3 =
                CallbackReader.builder().codec(Jackson3Codec.standard()).build();
    }
}

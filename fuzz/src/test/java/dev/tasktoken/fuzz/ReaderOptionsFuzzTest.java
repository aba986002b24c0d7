package dev.tasktoken.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option of a reader: the first field's letters choose them. */
class ReaderOptionsFuzzTest {
    private static final List<String> POINTERS = List.of(
            "", "/", "/input", "/detail/a", "/body/a", "/taskToken", "/0/a", "/a~1b/c~0d", "/Message/taskToken");

    static Stream<byte[]> seeds() {
        return Input.kitBehind("s", "d", "6", "n", "f", "l", "Ft", "FtCp", "Cp", "ADp", "BdlpIt");
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void readsWhateverWasSetUp(byte[] raw) {
        Input input = Input.of(raw);
        CallbackReader reader = reader(input);
        Delivery.Builder delivery = Delivery.builder(input.bytes(1));
        input.pairsFrom(2, delivery::attribute);

        Outcome.of(input, () -> reader.read(delivery.build()));
    }

    private static CallbackReader reader(Input input) {
        CallbackReader.Builder builder = CallbackReader.builder();
        List<String> pointers = new ArrayList<>(POINTERS);
        for (char option : input.text(0).toCharArray()) {
            switch (option) {
                case 's' -> builder.searchInput(true);
                case 'd' -> builder.dynamoDbItems(true);
                case '6' -> builder.tokenIsBase64(true);
                case 'n' -> builder.tokenInAttribute("TaskToken");
                case 'f' -> builder.tokenBy(message -> message.path("taskToken").textValue());
                case 'l' -> builder.largeMessages((bucket, key) -> input.text(1).substring(key.length()), Set.of("b"));
                case 't' -> builder.tokenAt(pointers.get(0));
                case 'p' -> builder.payloadAt(pointers.get(0));
                default -> Collections.rotate(pointers, -Math.floorMod(option - 'A', POINTERS.size()));
            }
        }
        return builder.build();
    }
}

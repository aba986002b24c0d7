package dev.tasktoken.fuzz;

import dev.tasktoken.testkit.DeliveryKit;
import dev.tasktoken.testkit.DeliveryShape;
import dev.tasktoken.testkit.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the fuzzer made up, as fields with a record separator (U+001E) between them. {@code <A>} and {@code <B>} stand
 * for two tokens: so mutations rarely break one, and neither corpus nor crash reports hold any.
 */
final class Input {
    static final String SEPARATOR = "\u001e";
    private static final String A = TestTokens.ofLength(120);
    private static final String B = TestTokens.ofLength(121);
    private static final int LONGEST_SEED = 4096;

    /** A character is a byte, so that nothing is lost that is not UTF-8. */
    private final List<String> fields;

    private Input(List<String> fields) {
        this.fields = fields;
    }

    static Input of(byte[] raw) {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        while (text.contains(TestTokens.PREFIX)) { // a start alone is no token, and may well be shown
            text = text.replace(TestTokens.PREFIX, "");
        }
        text = text.replace("<A>", A).replace("<B>", B);
        return new Input(List.of(text.split(SEPARATOR, -1)));
    }

    /** The kit's shapes: body, then each attribute's name and value. */
    static Stream<byte[]> kit() {
        return DeliveryKit.all().stream().map(Input::seed).filter(seed -> seed.length <= LONGEST_SEED);
    }

    /** The same, each behind the next of these first fields. */
    static Stream<byte[]> kitBehind(String... firsts) {
        List<byte[]> kit = kit().toList();
        return IntStream.range(0, kit.size())
                .mapToObj(i -> joined(firsts[i % firsts.length], new String(kit.get(i), StandardCharsets.ISO_8859_1)));
    }

    static byte[] joined(String... fields) {
        return String.join(SEPARATOR, fields).getBytes(StandardCharsets.ISO_8859_1);
    }

    int length() {
        return fields.stream().mapToInt(String::length).sum();
    }

    byte[] bytes(int field) {
        return field < fields.size() ? fields.get(field).getBytes(StandardCharsets.ISO_8859_1) : new byte[0];
    }

    String text(int field) {
        return new String(bytes(field), StandardCharsets.UTF_8);
    }

    /** Shows the fields from this one on, two by two. */
    void pairsFrom(int field, BiConsumer<String, String> pairs) {
        for (int i = field; i < fields.size(); i += 2) {
            pairs.accept(text(i), text(i + 1));
        }
    }

    private static byte[] seed(DeliveryShape shape) {
        StringBuilder seed = new StringBuilder(shape.body());
        shape.attributes()
                .forEach((name, value) ->
                        seed.append(SEPARATOR).append(name).append(SEPARATOR).append(value));
        String text = seed.toString()
                .replace(TestTokens.numbered(1), "<A>")
                .replace(TestTokens.numbered(1).replace("/", "\\/"), "<A>")
                .replace(TestTokens.numbered(2), "<B>");
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}

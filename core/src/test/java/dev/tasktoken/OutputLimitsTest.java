package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service's own limit, 262,144 bytes, is the only one; a parser's and a serializer's are not. */
class OutputLimitsTest {
    private static final TaskToken TOKEN = Tokens.token(1);
    private static final int LIMIT = 262_144;

    private final FakeSfn sfn = new FakeSfn();
    private final TokenResponder responder = TokenResponder.of(sfn);

    static List<String> largeButJson() {
        return List.of(
                "1".repeat(1_001),
                "1".repeat(LIMIT),
                "[-0." + "1".repeat(5_000) + "e-" + "9".repeat(5_000) + "]",
                "{\"" + "k".repeat(50_001) + "\":1}",
                "{\"" + "k".repeat(LIMIT - 6) + "\":1}",
                "\"" + "s".repeat(LIMIT - 2) + "\"",
                "[".repeat(1_001) + "]".repeat(1_001),
                "[".repeat(LIMIT / 2) + "]".repeat(LIMIT / 2),
                "{\"a\":".repeat(40_000) + "1" + "}".repeat(40_000),
                "[" + "1,".repeat(LIMIT / 2 - 2) + "1]",
                "{\"a\":1,\"a\":2}",
                "\"\\ud800\"",
                "\"\uD83D\uDE00\"",
                "{" + keysOfOneHash() + "}");
    }

    /** Thousands of keys whose text has one hash code, which a parser's table of names would take for an attack. */
    private static String keysOfOneHash() {
        return IntStream.range(0, 4_096)
                .mapToObj(number -> Integer.toBinaryString(4_096 + number)
                        .replace("0", "Aa")
                        .replace("1", "BB"))
                .limit(4_000)
                .map(key -> "\"" + key + "\":1")
                .collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @MethodSource("largeButJson")
    void sendsWhateverIsJsonAndFits(String json) {
        assertThat(responder.succeedJson(TOKEN, json)).isEqualTo(AnswerOutcome.ACCEPTED);

        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo(json);
    }

    @Test
    void countsBytesOfUtf8() {
        responder.succeedJson(TOKEN, "\"" + "\uD83D\uDE00".repeat(LIMIT / 4 - 1) + "xx\"");

        assertThat(sfn.calls).containsExactly("success");
        assertThatThrownBy(() -> responder.succeedJson(TOKEN, "\"" + "\uD83D\uDE00".repeat(LIMIT / 4) + "\""))
                .asInstanceOf(type(OutputRejectedException.class))
                .satisfies(e -> assertThat(e.error()).isEqualTo("OutputTooLarge"));
    }

    @Test
    void countsBytesOfATextWithAsManyCharactersAsBytesAreAllowed() {
        assertThatThrownBy(() -> responder.succeedJson(TOKEN, "\"\u00E9" + "x".repeat(LIMIT - 3) + "\""))
                .asInstanceOf(type(OutputRejectedException.class))
                .satisfies(e -> assertThat(e.error()).isEqualTo("OutputTooLarge"));
    }

    @Test
    void limitsACodecThatWritesByteByByte() {
        JsonCodec bytewise = new JsonCodec() {
            @Override
            public @Nullable Object read(Reader json, Type type) {
                return null;
            }

            @Override
            public void write(@Nullable Object output, OutputStream json) throws IOException {
                for (byte each : String.valueOf(output).getBytes(StandardCharsets.UTF_8)) {
                    json.write(each);
                }
            }
        };
        TokenResponder writing =
                TokenResponder.builder().client(sfn).codec(bytewise).build();

        writing.succeed(TOKEN, List.of(1, 2));

        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("[1, 2]");
        assertThatThrownBy(() -> writing.succeed(TOKEN, Collections.nCopies(LIMIT, 1)))
                .asInstanceOf(type(OutputRejectedException.class))
                .satisfies(e -> assertThat(e.error()).isEqualTo("OutputTooLarge"));
    }

    /** Half a pair has no form in UTF-8; as an escape, it is JSON. */
    @ParameterizedTest
    @ValueSource(strings = {"\"\uD800\"", "\"\uDC00\"", "{\"a\uD83D\":1}", "\"\uD83D\uD83D\uDE00\""})
    void refusesHalfASurrogatePairByName(String json) {
        assertThatThrownBy(() -> responder.succeedJson(TOKEN, json))
                .asInstanceOf(type(OutputRejectedException.class))
                .satisfies(e -> assertThat(e.error()).isEqualTo("OutputNotJson"));
    }

    static List<Object> largeButWritten() {
        return List.of(
                Map.of("n", BigInteger.TEN.pow(5_000)),
                Map.of("n", new BigDecimal("1." + "1".repeat(5_000))),
                Map.of("k".repeat(60_000), 1),
                List.of("s".repeat(200_000)),
                Map.of("n", Double.NaN),
                List.of("a\uD800b"),
                nested(900));
    }

    private static JsonNode nested(int levels) {
        JsonNode node = JsonNodeFactory.instance.numberNode(1);
        for (int level = 0; level < levels; level++) {
            node = JsonNodeFactory.instance.arrayNode().add(node);
        }
        return node;
    }

    @ParameterizedTest
    @MethodSource
    void largeButWritten(Object output) {
        assertThat(responder.succeed(TOKEN, output)).isEqualTo(AnswerOutcome.ACCEPTED);
    }

    static List<Object> deep() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int level = 0; level < 100_000; level++) {
            map = new LinkedHashMap<>(Map.of("a", map));
        }
        return List.of(nested(100_000), map, new Endless());
    }

    record Endless() {
        @JsonValue
        Endless value() {
            return new Endless();
        }
    }

    @ParameterizedTest
    @MethodSource("deep")
    void failsTheTaskByNameWhereNoSerializerReachesTheEnd(Object output) {
        assertThatThrownBy(() -> responder.succeed(TOKEN, output))
                .asInstanceOf(type(OutputRejectedException.class))
                .satisfies(e -> assertThat(e.error()).isEqualTo("OutputNotSerializable"));
    }

    @Test
    void failsTheTaskByNameWhenASerializerOverflowsTheStack() {
        TokenResponder overflowing = TokenResponder.builder()
                .client(sfn)
                .mapper(JsonMapper.builder()
                        .addModule(new SimpleModule().addSerializer(Endless.class, new Overflowing()))
                        .build())
                .build();

        assertThatThrownBy(() -> overflowing.succeed(TOKEN, new Endless()))
                .asInstanceOf(type(OutputRejectedException.class))
                .satisfies(e -> assertThat(e.error()).isEqualTo("OutputNotSerializable"));
    }

    private static final class Overflowing extends JsonSerializer<Endless> {
        @Override
        public void serialize(Endless value, JsonGenerator json, SerializerProvider serializers) throws IOException {
            json.writeNumber(depth(1));
        }

        private static int depth(int level) {
            return level == 0 ? 0 : depth(level + 1) + 1;
        }
    }

    @Test
    void failsTheTaskByNameWhenAMapperWritesNaN() {
        TokenResponder bare = TokenResponder.builder()
                .client(sfn)
                .mapper(JsonMapper.builder()
                        .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                        .build())
                .build();

        assertThatThrownBy(() -> bare.succeed(TOKEN, Double.NaN))
                .asInstanceOf(type(OutputRejectedException.class))
                .satisfies(e -> assertThat(e.error()).isEqualTo("OutputNotJson"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "1.",
                ".5",
                "+1",
                "1e",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "'a'",
                "\"\t\"",
                "\"\\x\"",
                "\uFEFF1"
            })
    void refusesWhatTheStandardRefuses(String text) {
        assertThatThrownBy(() -> responder.succeedJson(TOKEN, text))
                .asInstanceOf(type(OutputRejectedException.class))
                .satisfies(e -> assertThat(e.error()).isEqualTo("OutputNotJson"));
    }
}

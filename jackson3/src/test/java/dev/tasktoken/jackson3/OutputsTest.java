package dev.tasktoken.jackson3;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tasktoken.JsonCodec;
import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Both Jacksons write an output to the same JSON, or fail its task under the same name and in the same words. */
class OutputsTest {
    private static final JsonMapper PLAIN = JsonMapper.builder().build();

    private static final com.fasterxml.jackson.databind.JsonNode TREE_2 =
            JsonNodeFactory.instance.objectNode().put("zeta", 1).put("alpha", new BigDecimal("2.50"));

    private static final JsonNode TREE_3 =
            PLAIN.createObjectNode().put("zeta", 1).put("alpha", new BigDecimal("2.50"));

    record Receipt(int zeta, @Nullable Object alpha) {}

    static final class Bean {
        public int zeta = 1;
        public int alpha = 2;
    }

    record Raw(@JsonRawValue String value) {}

    static final class Empty {}

    static final class Throwing {
        public int getValue() {
            return Integer.parseInt("secret");
        }
    }

    static final class Overflowing {
        public int getValue() {
            return depth(0);
        }

        @SuppressWarnings("InfiniteRecursion")
        private static int depth(int from) {
            return 1 + depth(from + 1);
        }
    }

    static final class Cold implements Flow.Publisher<String> {
        @Override
        public void subscribe(Flow.Subscriber<? super String> subscriber) {
            throw new AssertionError("nobody subscribes");
        }

        public boolean isCold() {
            return true;
        }
    }

    static Stream<Object> outputs() {
        Map<String, Object> cycle = new LinkedHashMap<>();
        cycle.put("self", cycle);
        Supplier<Integer> supplier = () -> 1;
        Callable<Integer> callable = () -> 1;
        return Stream.of(
                "text",
                42,
                2.50,
                new BigDecimal("2.50"),
                new BigDecimal("1e5"),
                true,
                List.of(1, "a"),
                Map.of("a", 1),
                new Receipt(1, null),
                new Receipt(1, List.of(new Receipt(2, "x"))),
                PayloadTypes.Colour.GREEN,
                Map.of(PayloadTypes.Colour.GREEN, 1),
                Optional.of(5),
                Optional.empty(),
                Instant.parse("2026-11-28T10:00:00Z"),
                LocalDate.of(2026, 11, 28),
                Duration.ofMinutes(90),
                Date.from(Instant.EPOCH),
                Map.of("at", Date.from(Instant.EPOCH)),
                TaskToken.of(TestTokens.numbered(1)),
                TREE_2,
                new Receipt(1, TREE_2),
                List.of(TREE_2),
                new int[] {1, 2},
                new byte[] {1, 2},
                "x".repeat(262_142),
                "x".repeat(262_143),
                "\u00e4".repeat(131_072),
                List.of("x".repeat(200_000), "x".repeat(200_000)),
                new Raw("abc"),
                new Raw("{\"a\":1}"),
                new Empty(),
                new Object(),
                new Throwing(),
                Map.of("receipt", new Throwing()),
                cycle,
                new Cold(),
                supplier,
                callable,
                new Receipt(7, new Cold()),
                List.of(1, new CompletableFuture<String>()),
                Map.of("a", List.of(new Receipt(7, CompletableFuture.completedFuture("secret")))),
                JsonNodeFactory.instance.objectNode().putPOJO("receipt", new Cold()));
    }

    private static PreparedAnswer written(JsonCodec codec, @Nullable Object output) {
        try (TokenResponder responder = TokenResponder.builder()
                .client(RecordingResponder.create().client())
                .codec(codec)
                .build()) {
            return responder.prepare(output);
        }
    }

    private static String textOf(PreparedAnswer answer) {
        return answer instanceof PreparedAnswer.Failure failure
                ? failure.error() + ": " + failure.cause()
                : ((PreparedAnswer.Success) answer).output();
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void areWrittenOrRefusedAlike(Object output) {
        PreparedAnswer expected = written(JsonCodec.standard(), output);

        assertThat(textOf(written(Jackson3Codec.standard(), output))).isEqualTo(textOf(expected));
        assertThat(textOf(expected)).doesNotContain("secret");
    }

    @Test
    void writesATreeOfJackson2AsTheJsonThatItIsByAnyMapper() {
        for (Jackson3Codec codec : List.of(Jackson3Codec.of(PLAIN), Jackson3Codec.strict(PLAIN))) {
            assertThat(written(codec, Map.of("tree", List.of(TREE_2))))
                    .isEqualTo(new PreparedAnswer.Success("{\"tree\":[{\"zeta\":1,\"alpha\":2.50}]}"));
            assertThat(written(codec, TREE_3).toString()).contains("Success");
            assertThat(written(codec, new Receipt(7, new Cold())))
                    .isInstanceOfSatisfying(
                            PreparedAnswer.Failure.class,
                            failure -> assertThat(failure.cause()).contains("at 'alpha'", "not a result"));
        }
    }

    @Test
    void jackson2RefusesATreeOfJackson3ByItsName() {
        for (Object output : List.of(TREE_3, List.of(TREE_3), new Receipt(1, TREE_3), PLAIN.createArrayNode())) {
            assertThat(written(JsonCodec.standard(), output))
                    .isInstanceOfSatisfying(PreparedAnswer.Failure.class, failure -> {
                        assertThat(failure.error()).isEqualTo(TaskFailure.OUTPUT_NOT_SERIALIZABLE);
                        assertThat(failure.cause()).contains("a tree of Jackson 3", "tasktoken-jackson3");
                    });
        }
    }

    @Test
    void neitherLetsAnOutputOverflowTheStack() {
        for (JsonCodec codec : List.of(JsonCodec.standard(), Jackson3Codec.standard())) {
            assertThat(textOf(written(codec, new Overflowing())))
                    .startsWith(TaskFailure.OUTPUT_NOT_SERIALIZABLE)
                    .endsWith("java.lang.StackOverflowError");
        }
    }

    @Test
    void strictWritesTheFieldsOfABeanInTheOrderOfItsMapper() {
        String declared = "{\"zeta\":1,\"alpha\":2}";

        assertThat(textOf(written(JsonCodec.standard(), new Bean()))).isEqualTo(declared);
        assertThat(textOf(written(Jackson3Codec.standard(), new Bean()))).isEqualTo(declared);
        assertThat(textOf(written(Jackson3Codec.strict(PLAIN), new Bean()))).isEqualTo("{\"alpha\":2,\"zeta\":1}");
        assertThat(textOf(written(Jackson3Codec.strict(PLAIN), new Receipt(1, 2))))
                .isEqualTo(declared);
    }

    @Test
    void strictRefusesAnObjectWithoutProperties() {
        assertThat(written(Jackson3Codec.strict(PLAIN), new Empty())).isInstanceOf(PreparedAnswer.Failure.class);
        assertThat(written(Jackson3Codec.of(PLAIN), new Empty())).isEqualTo(new PreparedAnswer.Success("{}"));
    }
}

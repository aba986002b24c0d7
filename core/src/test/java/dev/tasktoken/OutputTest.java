package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;

class OutputTest {
    private static final TaskToken TOKEN = Tokens.token(1);

    private final FakeSfn sfn = new FakeSfn();
    private final TokenResponder responder = TokenResponder.of(sfn);

    @Test
    void writesStringsNumbersNullAndObjectsAsJson() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put("token", TOKEN);
        responder.succeed(TOKEN, "Payment processed successfully.");
        responder.succeed(TOKEN, 42);
        responder.succeed(TOKEN, null);
        responder.succeed(TOKEN, map);

        assertThat(sfn.successes)
                .extracting(request -> request.output())
                .containsExactly(
                        "\"Payment processed successfully.\"", "42", "null", "{\"a\":1,\"token\":\"" + TOKEN + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "\"abc\"", " {\"a\" : 1.10}\n", "null", "[]"})
    void sendsJsonTextVerbatim(String json) {
        responder.succeedJson(TOKEN, json);

        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "{", "1 2", "{\"a\":1}}", "NaN"})
    void failsTheTaskWhenTheTextIsNotJson(String text) {
        assertThatThrownBy(() -> responder.succeedJson(TOKEN, text))
                .asInstanceOf(type(OutputRejectedException.class))
                .satisfies(e -> assertThat(e.error()).isEqualTo("OutputNotJson"))
                .satisfies(e -> assertThat(e.answer()).isEqualTo(AnswerOutcome.ACCEPTED));
        assertThat(sfn.calls).containsExactly("failure");
    }

    @Test
    void sendsAnOutputOfExactlyTheLimit() {
        responder.succeed(TOKEN, "x".repeat(262_142));
        responder.succeed(TOKEN, "\u00e4".repeat(131_071));

        assertThat(sfn.calls).containsExactly("success", "success");
    }

    @Test
    void failsTheTaskByNameWhenTheOutputIsTooLarge() {
        assertThatThrownBy(() -> responder.succeed(TOKEN, "x".repeat(262_143)))
                .isInstanceOf(OutputRejectedException.class)
                .hasMessageContaining("OutputTooLarge");
        assertThatThrownBy(() -> responder.succeed(TOKEN, "\u00e4".repeat(131_072)))
                .isInstanceOf(OutputRejectedException.class);
        assertThatThrownBy(() -> responder.succeedJson(TOKEN, "\"" + "\u00e4".repeat(131_072) + "\""))
                .isInstanceOf(OutputRejectedException.class);

        assertThat(sfn.failures)
                .extracting(r -> r.error())
                .containsOnly("OutputTooLarge")
                .hasSize(3);
    }

    @Test
    void answersWithAReferenceToAnOutputThatIsStoredElsewhere() {
        TokenResponder storing = TokenResponder.builder()
                .client(sfn)
                .oversizedOutput(output -> Map.of("size", ((String) output).length()))
                .build();

        storing.succeed(TOKEN, "x".repeat(300 << 10));

        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("{\"size\":307200}");
    }

    @Test
    void failsTheTaskWhenStoringFailsOrTheReferenceIsTooLargeToo() {
        String large = "x".repeat(300 << 10);
        TokenResponder failing = TokenResponder.builder()
                .client(sfn)
                .oversizedOutput(output -> {
                    throw new java.io.IOException("secret");
                })
                .build();
        TokenResponder echoing = TokenResponder.builder()
                .client(sfn)
                .oversizedOutput(output -> output)
                .build();

        assertThatThrownBy(() -> failing.succeed(TOKEN, large)).isInstanceOf(OutputRejectedException.class);
        assertThatThrownBy(() -> echoing.succeed(TOKEN, large)).isInstanceOf(OutputRejectedException.class);

        assertThat(sfn.failures)
                .allSatisfy(r -> assertThat(r.error()).isEqualTo("OutputTooLarge"))
                .allSatisfy(r -> assertThat(r.cause()).doesNotContain("secret"))
                .hasSize(2);
    }

    @Test
    void failsTheTaskByNameWhenTheOutputCannotBeWritten() {
        Map<String, Object> cycle = new LinkedHashMap<>();
        cycle.put("self", cycle);

        assertThatThrownBy(() -> responder.succeed(TOKEN, cycle)).isInstanceOf(OutputRejectedException.class);
        assertThatThrownBy(() -> responder.succeed(TOKEN, new Object())).isInstanceOf(OutputRejectedException.class);
        assertThatThrownBy(() -> responder.succeed(TOKEN, new Throwing())).isInstanceOf(OutputRejectedException.class);

        assertThat(sfn.failures)
                .allSatisfy(r -> assertThat(r.error()).isEqualTo("OutputNotSerializable"))
                .allSatisfy(r -> assertThat(r.cause()).doesNotContain("secret"))
                .hasSize(3)
                .element(2)
                .satisfies(r -> assertThat(r.cause()).contains("of type " + Throwing.class.getName()));
    }

    static final class Throwing {
        public int getValue() {
            return Integer.parseInt("secret");
        }
    }

    record Raw(@JsonRawValue String value) {}

    @Test
    void failsTheTaskWhenAMapperWritesWhatIsNotJson() {
        assertThatThrownBy(() -> responder.succeed(TOKEN, new Raw("abc"))).isInstanceOf(OutputRejectedException.class);

        assertThat(sfn.failures).singleElement().extracting(r -> r.error()).isEqualTo("OutputNotJson");
    }

    @Test
    void checksJsonByTheStandardWhateverTheMapperAllows() {
        TokenResponder lenient = TokenResponder.builder()
                .client(sfn)
                .mapper(JsonMapper.builder()
                        .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_JAVA_COMMENTS)
                        .build())
                .build();

        assertThatThrownBy(() -> lenient.succeedJson(TOKEN, "{'a':1}/*c*/"))
                .isInstanceOf(OutputRejectedException.class);
    }

    @Test
    void failsTheTaskWhenTheServiceRefusesTheOutput() {
        sfn.says(InvalidOutputException.builder().numAttempts(1).build());

        assertThatThrownBy(() -> responder.succeed(TOKEN, 1))
                .asInstanceOf(type(OutputRejectedException.class))
                .satisfies(e -> assertThat(e.error()).isEqualTo("OutputNotJson"));
        assertThat(sfn.calls).containsExactly("success", "failure");
    }

    @Test
    void sendsNothingWhenStoringALargeOutputIsInterrupted() {
        TokenResponder interrupted = TokenResponder.builder()
                .client(sfn)
                .oversizedOutput(output -> {
                    throw new InterruptedException();
                })
                .build();

        assertThatThrownBy(() -> interrupted.succeed(TOKEN, "x".repeat(300 << 10)))
                .isInstanceOf(AnswerNotDeliveredException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void failsTheTaskWhenTheReferenceIsOnlyPromised() {
        TokenResponder promising = TokenResponder.builder()
                .client(sfn)
                .oversizedOutput(output -> new CompletableFuture<>())
                .build();

        assertThatThrownBy(() -> promising.succeed(TOKEN, "x".repeat(300 << 10)))
                .isInstanceOf(OutputRejectedException.class);
    }

    @Test
    void failsTheTaskWhoseResultIsOnlyPromised() {
        assertThatThrownBy(() -> responder.succeed(TOKEN, new CompletableFuture<>()))
                .isInstanceOf(OutputRejectedException.class);
        assertThatThrownBy(() -> responder.succeed(TOKEN, new FutureTask<>(() -> 1)))
                .isInstanceOf(OutputRejectedException.class);
        assertThat(sfn.calls).containsExactly("failure", "failure");
    }
}

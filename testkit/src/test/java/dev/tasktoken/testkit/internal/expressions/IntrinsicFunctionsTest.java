package dev.tasktoken.testkit.internal.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntrinsicFunctionsTest {
    private static final JsonNode DATA = Json.parse("""
                    {"name": "Ann", "n": 3, "half": 1.5, "list": [1, 2, 2, 3], "a": {"x": 1}, "mixed": [1, {"l": [], "n": null}, "a b"], "b": {"x": 2, "y": 3},
                     "text": "{\\"k\\": [1, 2.50]}", "blank": " ", "csv": "a,b;;c", "key,(odd)": 9, "secret": "s3cr3t"}""").orElseThrow();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "States.Format('Hello {}, {} of {}', $.name, $.n, $.a) | \"Hello Ann, 3 of {x=1}\"",
                "States.Format('{}', $.mixed) | \"[1, {l=[], n=null}, a b]\"",
                "States.Format('plain') | \"plain\"",
                "States.Format('\\{\\} {}', 'it\\'s') | \"{} it's\"",
                "States.Format($.name) | \"Ann\"",
                "States.StringToJson($.text) | {\"k\":[1,2.50]}",
                "States.StringToJson($.blank) | null",
                "States.JsonToString($.a) | \"{\\\"x\\\":1}\"",
                "States.StringSplit($.csv, ',;') | [\"a\",\"b\",\"c\"]",
                "States.StringSplit('a b', '') | [\"a b\"]",
                "States.Base64Encode('Data to encode') | \"RGF0YSB0byBlbmNvZGU=\"",
                "States.Base64Decode('RGVjb2RlZCBkYXRh') | \"Decoded data\"",
                "States.Hash('input data', 'SHA-1') | \"aaff4a450a104cd177d28d18d74485e8cae074b7\"",
                "States.Hash('input data', 'MD5') | \"812f45842bc6d66ee14572ce20db8e86\"",
                "States.Array() | []",
                "States.Array('a', 1, true, null, $.a, -2.5) | [\"a\",1,true,null,{\"x\":1},-2.5]",
                "States.ArrayPartition($.list, 3) | [[1,2,2],[3]]",
                "States.ArrayPartition(States.Array(), 3) | []",
                "States.ArrayContains($.list, 3) | true",
                "States.ArrayContains($.list, 'x') | false",
                "States.ArrayRange(1, 9, 2) | [1,3,5,7,9]",
                "States.ArrayRange(3, 1, -1) | [3,2,1]",
                "States.ArrayRange(3, 1, 1) | []",
                "States.ArrayGetItem($.list, 1) | 2",
                "States.ArrayLength($.list) | 4",
                "States.ArrayUnique($.list) | [1,2,3]",
                "States.JsonMerge($.a, $.b, false) | {\"x\":2,\"y\":3}",
                "States.MathAdd($.n, -5) | -2",
                "States.MathAdd($.half, -1.5) | 1",
                "States.MathRandom(5, 6) | 5",
                "States.ArrayGetItem(States.StringSplit($$.Execution.Name, '-'), States.MathAdd(0, 1)) | \"two\"",
                "States.Array($['key,(odd)'], $.list[?(@ > 2)]) | [9,[3]]",
                "States.Format('{}', $order.id) | \"7\"",
                "States.UUID ( ) | -"
            })
    void callsAFunction(String call, String expected) {
        String result = Json.write(evaluate(call));

        if (expected.equals("-")) {
            assertThat(result).matches("\"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\"");
        } else {
            assertThat(result).isEqualTo(expected);
        }
    }

    @Test
    void aSeedMakesTheSameNumberAgain() {
        String call = "States.MathRandom(0, 1000000, 42)";

        assertThat(evaluate(call)).isEqualTo(evaluate(call));
    }

    @Test
    void randomNumbersStayInTheirRange() {
        for (int i = 0; i < 1000; i++) {
            assertThat(evaluate("States.MathRandom(-2, 2)").intValue()).isBetween(-2, 1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "States.Format('{} {}', $.secret) | 1 arguments for 2 occurrences",
                "States.Format('{}', $.secret, 1) | 2 arguments for 1 occurrences",
                "States.StringToJson($.secret) | not JSON",
                "States.StringToJson($.n) | argument 1 must be a string",
                "States.Base64Decode('*') | not base64",
                "States.Hash($.secret, 'SHA-3') | argument 2 must be one of",
                "States.ArrayPartition($.list, 0) | argument 2 must be positive",
                "States.ArrayLength($.secret) | argument 1 must be an array",
                "States.ArrayGetItem($.list, 4) | argument 2 must be an index",
                "States.ArrayGetItem($.list, -1) | argument 2 must be an index",
                "States.ArrayRange(0, 1000, 1) | more than 1000 elements",
                "States.ArrayRange(0, 1, 0) | other than zero",
                "States.JsonMerge($.a, $.b, true) | must be false",
                "States.JsonMerge($.a, $.list, false) | argument 2 must be an object",
                "States.MathAdd(2147483647, 1) | not between",
                "States.MathAdd(2147483648, 1) | argument 1 must be between",
                "States.MathAdd('1', 1) | argument 1 must be a number",
                "States.MathRandom(2, 2) | greater than the first"
            })
    void failsUnderItsOwnNameWithoutQuotingTheData(String call, String reason) {
        assertThatThrownBy(() -> evaluate(call)).isInstanceOfSatisfying(StateFailure.class, failure -> {
            assertThat(failure.error().error()).isEqualTo("States.IntrinsicFailure");
            assertThat(failure.error().cause())
                    .startsWith("The function 'States.")
                    .contains(reason)
                    .doesNotContain("s3cr3t");
        });
    }

    @Test
    void textsToEncodeAreLimited() {
        String longest = "x".repeat(10_000);

        assertThat(evaluate("States.Base64Encode('" + longest + "')").isTextual())
                .isTrue();
        assertThatThrownBy(() -> evaluate("States.Base64Encode('" + longest + "x')"))
                .isInstanceOf(StateFailure.class);
        assertThatThrownBy(() -> evaluate("States.Hash('" + longest + "x', 'MD5')"))
                .isInstanceOf(StateFailure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "States.",
                "States.Format",
                "States.Format(",
                "States.Format('a'",
                "States.Format('a') x",
                "States.Format('a' 'b')",
                "States.Format()",
                "States.Nothing()",
                "States.UUID(1)",
                "States.MathAdd(1)",
                "States.MathAdd(1, 2, 3)",
                "States.Format('\\x')",
                "States.Format('a)",
                "States.Format(a)",
                "States.Format(1.2.3)",
                "States.Format($.a[)"
            })
    void refusesWhatIsNoCall(String call) {
        assertThatThrownBy(() -> compile(call)).isInstanceOf(ServiceErrorException.class);
    }

    @Test
    void callsNestTenDeepAndNoDeeper() {
        assertThat(evaluate(nested(10)).intValue()).isEqualTo(10);
        assertThatThrownBy(() -> compile(nested(11))).hasMessageContaining("nest more than 10 deep");
    }

    private static String nested(int depth) {
        return "States.MathAdd(1, ".repeat(depth) + "0" + ")".repeat(depth);
    }

    private static JsonNode evaluate(String call) {
        var context = Json.object();
        context.putObject("Execution").put("Name", "one-two");
        JsonNode order = Json.parse("{\"id\": 7}").orElseThrow();
        return compile(call).evaluate(DATA, Scope.of(DATA, () -> context, Map.of("order", order)));
    }

    private static PayloadTemplate compile(String call) {
        return PayloadTemplateReader.pathOrFunction(AslObject.parse("{}"), "x.$", call);
    }
}

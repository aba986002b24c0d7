package dev.tasktoken.testkit.internal.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultPathTest {
    private static final JsonNode RESULT = Json.parse("42").orElseThrow();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                            | 42",
                "{\"ResultPath\": null}        | {\"a\":{\"b\":[1]}}",
                "{\"ResultPath\": \"$\"}       | 42",
                "{\"ResultPath\": \"$.c\"}     | {\"a\":{\"b\":[1]},\"c\":42}",
                "{\"ResultPath\": \"$.a\"}     | {\"a\":42}",
                "{\"ResultPath\": \"$.x.y\"}   | {\"a\":{\"b\":[1]},\"x\":{\"y\":42}}",
                "{\"ResultPath\": \"$['a'].c\"}| {\"a\":{\"b\":[1],\"c\":42}}",
                "{\"ResultPath\": \"$.a.b[0]\"}| {\"a\":{\"b\":[42]}}"
            })
    void putsTheResultInItsPlace(String field, String expected) {
        JsonNode input = Json.parse("{\"a\": {\"b\": [1]}}").orElseThrow();

        JsonNode output = ResultPath.field(AslObject.parse(field)).put(input, RESULT);

        assertThat(Json.write(output)).isEqualTo(expected);
        assertThat(Json.write(input)).isEqualTo("{\"a\":{\"b\":[1]}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$.a.b", "$[0]", "$.list.x", "$.list[7]", "$.list[7].x"})
    void failsWhereTheInputHasNoSuchPlace(String path) {
        JsonNode input = Json.parse("{\"a\": 1, \"list\": [1]}").orElseThrow();
        ResultPath resultPath = ResultPath.field(AslObject.parse("{\"ResultPath\": \"" + path + "\"}"));

        assertThatThrownBy(() -> resultPath.put(input, RESULT))
                .isInstanceOfSatisfying(
                        StateFailure.class,
                        failure -> assertThat(failure.error().error()).isEqualTo("States.ResultPathMatchFailure"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "", "$$.a", "$..a", "$.a[*]", "$.a[?(@.b)]", "$.a.", "$.a[0:2]"})
    void refusesWhatIsNotAReferencePath(String path) {
        AslObject asl = AslObject.parse("{\"ResultPath\": \"" + path + "\"}");

        ResultPath.field(asl);

        assertThatThrownBy(asl::refuseAny).hasMessageContaining("Reference Path");
    }

    @Test
    void refusesAPathThatIsNoText() {
        AslObject asl = AslObject.parse("{\"ResultPath\": 1}");

        ResultPath.field(asl);

        assertThatThrownBy(asl::refuseAny).hasMessageContaining("not a STRING");
    }
}

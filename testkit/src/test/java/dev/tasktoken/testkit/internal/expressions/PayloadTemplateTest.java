package dev.tasktoken.testkit.internal.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadTemplateTest {
    private static final Map<String, JsonNode> VARIABLES =
            Map.of("order", Json.parse("{\"id\": 7}").orElseThrow());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a.$\": \"$.n\"}                       | {\"a\":1.50}",
                "{\"a.$\": \"$$.Task.Token\"}             | {\"a\":\"t\"}",
                "{\"a\": \"$$.Task.Token\"}               | {\"a\":\"$$.Task.Token\"}",
                "{\"a\": [{\"b.$\": \"$.list[0]\"}, 2]}   | {\"a\":[{\"b\":7},2]}",
                "{\"a.$\": \"$.list[*]\"}                 | {\"a\":[7,8]}",
                "{\"a.$\": \"$..none\"}                   | {\"a\":[]}",
                "{\"a.$\": \"$.list.length()\"}           | {\"a\":2}",
                "{\"a.$\": \"$.nothing\"}                 | {\"a\":null}",
                "{\"a.$\": \"$.none[*].b\"}            | {\"a\":[]}",
                "{\"a.$\": \"$order.id\"}              | {\"a\":7}",
                "{\"a.$\": \"$order\"}                 | {\"a\":{\"id\":7}}",
                "[1, \"x\"]                               | [1,\"x\"]"
            })
    void takesValuesFromPathsAndSendsTheRestAsItStands(String template, String expected) {
        JsonNode data =
                Json.parse("{\"n\": 1.50, \"list\": [7, 8], \"nothing\": null}").orElseThrow();

        assertThat(Json.write(read(template).evaluate(data, scope(data)))).isEqualTo(expected);
    }

    @Test
    void failsForAPathThatIsNotThereWithoutQuotingTheInput() {
        JsonNode data = Json.parse("{\"secret\": \"s3cr3t\"}").orElseThrow();
        PayloadTemplate template = read("{\"a.$\": \"$.b.c\"}");

        assertThatThrownBy(() -> template.evaluate(data, scope(data)))
                .isInstanceOfSatisfying(StateFailure.class, failure -> {
                    assertThat(failure.error().error()).isEqualTo("States.Runtime");
                    assertThat(failure.error().cause()).contains("$.b.c").doesNotContain("s3cr3t");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a.$\": \"States.Nothing($.a)\"}  | there is no function States.Nothing)",
                "{\"a.$\": \"b\"}                        | 'a.$' must be a valid JSONPath",
                "{\"a.$\": \"$.a[?(@.b\"}              | 'a.$' must be a valid JSONPath",
                "{\"a.$\": \"States.Formatt(1)\"}       | did you mean 'Format'",
                "{\"a.$\": 1}                            | it is not a STRING",
                "{\"a.$\": \"$\", \"a\": 1}              | occurs twice"
            })
    void refusesWhatItCannotEvaluate(String template, String problem) {
        assertThatThrownBy(() -> read(template)).hasMessageContaining(problem);
    }

    private static Scope scope(JsonNode data) {
        ObjectNode context = Json.object();
        context.putObject("Task").put("Token", "t");
        return Scope.of(data, () -> context, VARIABLES);
    }

    private static PayloadTemplate read(String template) {
        AslObject asl = AslObject.parse("{\"Parameters\": " + template + "}");
        PayloadTemplate read = PayloadTemplateReader.field(asl, "Parameters").orElseThrow();
        asl.refuseAny();
        return read;
    }
}

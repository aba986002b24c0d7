package dev.tasktoken.testkit.internal.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.Definitions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableReferencesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Type\": \"Pass\", \"InputPath\": \"$a\"",
                "\"Type\": \"Pass\", \"OutputPath\": \"$a.x[0]\"",
                "\"Type\": \"Pass\", \"Parameters\": {\"x\": [{\"y.$\": \"$a\"}]}",
                "\"Type\": \"Pass\", \"Assign\": {\"b.$\": \"States.MathAdd(States.MathAdd($a, 1), $.x)\"}",
                "\"Type\": \"Task\", \"ResultSelector\": {\"x.$\": \"$a\"}",
                "\"Type\": \"Task\", \"Credentials\": {\"RoleArn.$\": \"$a\"}",
                "\"Type\": \"Task\", \"TimeoutSecondsPath\": \"$a\"",
                "\"Type\": \"Task\", \"Catch\": [{\"Assign\": {\"e.$\": \"$a\"}}]",
                "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$a\", \"IsNull\": true}]",
                "\"Type\": \"Choice\", \"Choices\": [{\"Not\": {\"Variable\": \"$.x\", \"StringEqualsPath\": \"$a\"}}]",
                "\"Type\": \"Choice\", \"Choices\": [{\"And\": [{\"Variable\": \"$a\", \"IsNull\": true}]}]",
                "\"Type\": \"Wait\", \"TimestampPath\": \"$a\"",
                "\"Type\": \"Fail\", \"CausePath\": \"States.Format('{}', $a)\"",
                "\"Type\": \"Map\", \"ItemsPath\": \"$a\", \"ItemSelector\": {\"x.$\": \"$.y\"}",
                "\"Type\": \"Map\", \"MaxConcurrencyPath\": \"$a\"",
                "\"Type\": \"Map\", \"ToleratedFailureCountPath\": \"$a\""
            })
    void findsAVariableInAField(String state) {
        assertThat(VariableReferences.of(Definitions.of(state))).isEqualTo(Map.of("S", Set.of("a")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Type\": \"Pass\", \"Parameters\": {\"x\": \"$a\", \"MyPath\": \"$a\"}",
                "\"Type\": \"Pass\", \"Result\": {\"InputPath\": \"$a\"}",
                "\"Type\": \"Pass\", \"Parameters\": {\"x.$\": \"$.a\", \"y.$\": \"$$.State.Name\"}",
                "\"Type\": \"Pass\", \"Assign\": {\"a\": 1}",
                "\"Type\": \"Pass\", \"Parameters\": {\"x.$\": \"States.Format('{}', 'says $a')\"}",
                "\"Type\": \"Pass\", \"QueryLanguage\": \"JSONata\", \"Output\": \"{% $a %}\""
            })
    void whatIsNoVariableIsNotNamed(String state) {
        assertThat(VariableReferences.of(Definitions.of(state))).isEmpty();
    }

    @Test
    void innerStatesHaveTheirOwnLists() {
        String inner = "{\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Pass\", \"InputPath\": \"$a\"}}}";

        assertThat(VariableReferences.of(
                        Definitions.of("\"Type\": \"Map\", \"ItemsPath\": \"$b\", \"ItemProcessor\": " + inner)))
                .isEqualTo(Map.of("S", Set.of("b"), "I", Set.of("a")));
        assertThat(VariableReferences.of(Definitions.of("\"Type\": \"Parallel\", \"Branches\": [" + inner + "]")))
                .isEqualTo(Map.of("I", Set.of("a")));
    }

    @Test
    void aMachineInJsonataHasNone() {
        assertThat(VariableReferences.of("{\"QueryLanguage\": \"JSONata\", \"States\": {\"S\": {\"Type\": \"Pass\","
                        + " \"Output\": {\"x.$\": \"$a\"}}}}"))
                .isEmpty();
    }
}

package dev.tasktoken.testkit.internal.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonataReferencesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "colour | colour",
                "`the colour` | the colour",
                "[colour] | colour",
                "{'k': colour} | colour",
                "{colour: 1} | colour",
                "$sum(prices.amount) | prices",
                "$states.input.n + n | n",
                "-n | n",
                "true ? n : 1 | n",
                "($a := n; $a) | n",
                "function($v){ n } | n",
                "n[colour = 'red'] | n",
                "$ | $",
                "$$.n | $$",
                "/* a */ n | n",
                "1 in list | list",
                "$f(1)(n) | n"
            })
    void findsANameThatRefersToNothing(String expression, String name) {
        assertThat(JsonataReferences.atTopLevel(expression)).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$states.input.list[colour = 'red'].size",
                "$states.input.list.(colour & size)",
                "$states.input.list.{'k': colour}",
                "$states.input.list.[colour, size]",
                "$states.input.list{colour: $sum(size)}",
                "$states.input.list^(>price, name)",
                "$states.input.list.$uppercase(colour)",
                "$states.input.list[$ > 1]",
                "$states.input.list.($ & '!')",
                "$states.input.list@$v.`other list`#$i[n = $i]",
                "$map($states.input.list, function($v, $i){ $v.colour })",
                "$map($states.input.list, function($v)<n:n>{ $v })",
                "$filter($states.input.list, λ($v){ $v.on and $v.big or true })",
                "$contains($states.input.text, /red[a-z]+/i)",
                "$states.input.n / 2 / $states.input.m",
                "$states.input.n % 2 = 0 ? 'even' : \"odd (n)\"",
                "$states.input.*.colour",
                "[1..3].($ * 2)",
                "$states.input ~> |$|{'seen': colour}|",
                "{'and': true, 'k': [null, false, 1.5e3]}",
                "$f := $power(?, 2)",
                ""
            })
    void leavesNamesOfStepsAlone(String expression) {
        assertThat(JsonataReferences.atTopLevel(expression)).isEmpty();
    }

    @Test
    void namesEachOnce() {
        assertThat(JsonataReferences.atTopLevel("b + a + b")).containsExactly("b", "a");
    }
}

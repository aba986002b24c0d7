package dev.tasktoken.testkit.internal.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardsTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "log-*.txt, log-1.txt, true",
                "log-*.txt, log-.txt, true",
                "log-*.txt, log-txt, false",
                "*, ``, true",
                "a*a, a, false",
                "a*a, aa, true",
                "*ab*ab*, ab, false",
                "*ab*ab*, xabab, true",
                "a*b*c, abbc, true",
                "a*b*c, acb, false",
                "abc, abc, true",
                "abc, abcd, false",
                "a\\*b, a*b, true",
                "a\\*b, axb, false",
                "a\\\\*, a\\b, true",
                "a\\, a\\, true"
            })
    void aStarStandsForAnyText(String pattern, String text, boolean matches) {
        assertThat(Wildcards.match(pattern, text)).isEqualTo(matches);
    }

    @Test
    void aStarMatchesLineBreaks() {
        assertThat(Wildcards.match("a*b", "a\n\nb")).isTrue();
    }
}

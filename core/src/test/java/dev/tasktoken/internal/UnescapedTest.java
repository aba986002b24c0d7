package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnescapedTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a%2Bb,a+b",
                "%2Bb,+b",
                "a\\u002Bb,a+b",
                "a\\x2bb,a+b",
                "a&plus;b,a+b",
                "a&#43;b,a+b",
                "a&#43 b,a+ b",
                "a&#43,a+",
                "a&#x2b,a+",
                "a&#00000000000043;b,a+b",
                "a&#x00000000002B;b,a+b",
                "\\uffff,\uffff",
                "&#65535;,\uffff"
            })
    void readsOneLevelOfEscapes(String original, String read) {
        Unescaped unescaped = Unescaped.of(original).next();

        assertThat(unescaped.text()).isEqualTo(read);
        assertThat(unescaped.origin(read.length())).isEqualTo(original.length());
        assertThat(unescaped.origin(0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a&",
                "a&;",
                "a&#",
                "a&#;",
                "a&#x",
                "a&plus",
                "a&unknown;",
                "&#65536;",
                "&#4294967339;",
                "&#99999999999999999999;",
                "%",
                "%2",
                "%zz",
                "\\",
                "\\u002",
                "\\q"
            })
    void leavesWhatIsNoEscape(String text) {
        assertThat(Unescaped.of(text).next().text()).isEqualTo(text);
    }
}

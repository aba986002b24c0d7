package dev.tasktoken.testkit.internal.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"a\":1E2147483648}", "1e-4004444444444444444444444"})
    void takesNoTextThatIsNotOneValue(String text) {
        assertThat(Json.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.50", "1E+999999999", "null", "[]"})
    void writesAValueAsItWasWritten(String text) {
        assertThat(Json.parse(text).map(Json::write)).contains(text);
    }
}

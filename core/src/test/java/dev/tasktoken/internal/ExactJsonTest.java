package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\":1.50,\"a\":[123456789012345678901234567890,0.1,true,null],\"c\":\"\\\"é\"}",
                "1E+999999999",
                "null"
            })
    void writesWhatItReadAsItWas(String json) {
        assertThat(ExactJson.tree(json).orElseThrow()).hasToString(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"a\":",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{\"a\":1E2147483648}",
                "[1e-4004444444444444444444444]"
            })
    void readsNothingThatItCouldNotWrite(String json) {
        assertThat(ExactJson.tree(json)).isEmpty();
    }
}

package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Serializable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTokenTest {
    private static final String TEXT = Tokens.number(1);

    @Test
    void showsAFingerprintInsteadOfItsText() {
        TaskToken token = TaskToken.of(TEXT);

        assertThat(token.toString()).isEqualTo("TaskToken[" + token.fingerprint() + "]");
        assertThat(token.fingerprint()).matches("[0-9a-f]{12}");
        assertThat(token.value()).isEqualTo(TEXT);
    }

    @Test
    void isAFingerprintInJsonToo() throws Exception {
        String json = JsonMapper.builder().build().writeValueAsString(Map.of("t", TaskToken.of(TEXT)));

        assertThat(json)
                .doesNotContain(Tokens.PREFIX)
                .contains(TaskToken.of(TEXT).fingerprint());
    }

    @Test
    void isNotSerializable() {
        assertThat(TaskToken.of(TEXT)).isNotInstanceOf(Serializable.class);
    }

    @Test
    void isEqualToATokenOfTheSameText() {
        assertThat(TaskToken.of(TEXT)).isEqualTo(TaskToken.of(TEXT)).hasSameHashCodeAs(TaskToken.of(TEXT));
        assertThat(TaskToken.of(TEXT)).isNotEqualTo(Tokens.token(2)).isNotEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void refusesABlankToken(String text) {
        assertThatThrownBy(() -> TaskToken.of(text))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("empty");
    }

    @Test
    void takesATokenOf2048CharactersAndNoLongerOne() {
        assertThat(TaskToken.of("x".repeat(2048)).value()).hasSize(2048);
        assertThatThrownBy(() -> TaskToken.of("x".repeat(2049)))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("2049");
    }

    @Test
    void namesTheSlipOfALinkThatLostItsPluses() {
        assertThatThrownBy(() -> TaskToken.of(TEXT.replace('+', ' ')))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("percent-encoding");
    }

    @Test
    void namesTheSlipOfAKeyWithoutItsDollar() {
        assertThatThrownBy(() -> TaskToken.of("$$.Task.Token"))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("lacks .$");
    }

    @Test
    void namesTheSlipOfAJsonataExpressionInAJsonPathState() {
        assertThatThrownBy(() -> TaskToken.of("{% $states.context.Task.Token %}"))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("JSONata");
    }
}

package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "17", "+", "/", "a=", "a==", "Ab1+/Cd=="})
    void takesWhatTheServiceHandsOut(String text) {
        assertThat(CallbackId.of(text).value()).isEqualTo(text);
        assertThat(CallbackId.isOne(text)).isTrue();
    }

    @Test
    void takesIdsOfUpTo1024Characters() {
        assertThat(CallbackId.of("a".repeat(1024)).value()).hasSize(1024);
        assertThatThrownBy(() -> CallbackId.of("a".repeat(1025)))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("1025 characters");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``,is empty",
                "` `,is empty",
                "null,the word undefined",
                "undefined,the word undefined",
                "a%2Bb,percent-encoded",
                "%2Bb,percent-encoded",
                "a b,spaces where it surely had the character +",
                "cb-17,a character that no callback id has",
                "a=b,a character that no callback id has",
                "a===,a character that no callback id has",
                "=,a character that no callback id has",
                "\"a\",a character that no callback id has",
                "$$.Task.Token,a character that no callback id has"
            })
    void saysWhatIsWrongWithOthersAndNeverShowsThem(String text, String problem) {
        assertThatThrownBy(() -> CallbackId.of(text))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining(problem);
        assertThat(CallbackId.isOne(text)).isFalse();
    }

    @Test
    void showsItsFingerprintOnly() throws Exception {
        CallbackId id = CallbackId.of("c2VjcmV0K2lkLzE3");

        assertThat(id).hasToString("CallbackId[" + id.fingerprint() + "]");
        assertThat(JsonMapper.builder().build().writeValueAsString(id)).isEqualTo("\"" + id + "\"");
        assertThat(id.mask("of " + id.value())).isEqualTo("of " + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CALLBACK_ID", "callback_id", "CallbackId", "EXPENSE_CALLBACK_ID", "CALLBACK_TOKEN"})
    void isFoundInAnEnvironmentAndInArguments(String name) {
        Map<String, String> environment = Map.of(name, "a+/b==", "TASK_TOKEN", "t", "TOKEN", "x", "ID", "y");

        assertThat(FakeEnvironment.callbackAmong(environment).value()).isEqualTo("a+/b==");
        assertThat(CallbackId.fromArguments("--" + name, "a+/b==").value()).isEqualTo("a+/b==");
        assertThat(CallbackId.fromArguments("-v", "--" + name + "=a+/b==").value())
                .isEqualTo("a+/b==");
    }

    @Test
    void isNotFoundAmongTwoOrNone() {
        assertThatThrownBy(() -> FakeEnvironment.callbackAmong(Map.of("TASK_TOKEN", "t")))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("No environment variable holds a callback id");
        assertThatThrownBy(() -> FakeEnvironment.callbackAmong(Map.of("CALLBACK_ID", "a", "CALLBACK_TOKEN", "b")))
                .isInstanceOf(AmbiguousTokenException.class)
                .hasMessageContaining("CALLBACK_ID, CALLBACK_TOKEN");
        assertThatThrownBy(() -> CallbackId.fromEnvironment("NO_SUCH_VARIABLE_HERE"))
                .isInstanceOf(TokenNotFoundException.class);
    }
}

package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.TokenSlip;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What came in a token's place is named at once, and not by the service as an invalid token. */
class TokenSlipTest {
    private static final String TEXT = Tokens.number(1);

    static Stream<Arguments> slips() {
        return Stream.of(
                Arguments.of(TEXT + "\n", "line feed"),
                Arguments.of("\n" + TEXT, "line feed"),
                Arguments.of(TEXT + "\r\n", "line feed"),
                Arguments.of(TEXT + "\t", "blank"),
                Arguments.of(TEXT + " ", "blank"),
                Arguments.of(" " + TEXT, "blank"),
                Arguments.of(TEXT + "\u00a0", "blank"),
                Arguments.of("\ufeff" + TEXT, "blank"),
                Arguments.of(TEXT + "\u200b", "blank"),
                Arguments.of(TEXT + "\0", "blank"),
                Arguments.of(TEXT + (char) 0x7f, "blank"),
                Arguments.of(TEXT.substring(0, 76) + "\n" + TEXT.substring(76), "line feed"),
                Arguments.of(TEXT.replace('+', ' '), "percent-encod"),
                Arguments.of(URLEncoder.encode(TEXT, StandardCharsets.UTF_8), "percent-encoded"),
                Arguments.of(
                        URLEncoder.encode(TEXT, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT), "percent-encoded"),
                Arguments.of(
                        URLEncoder.encode(URLEncoder.encode(TEXT, StandardCharsets.UTF_8), StandardCharsets.UTF_8),
                        "percent-encoded"),
                Arguments.of("\"" + TEXT + "\"", "quotes"),
                Arguments.of("\\\"" + TEXT + "\\\"", "quotes"),
                Arguments.of("'" + TEXT + "'", "quotes"),
                Arguments.of("`" + TEXT + "`", "quotes"),
                Arguments.of("\u201c" + TEXT + "\u201d", "quotes"),
                Arguments.of("{" + TEXT + "}", "braces"),
                Arguments.of("{{" + TEXT + "}}", "braces"),
                Arguments.of("<" + TEXT + ">", "braces"),
                Arguments.of("[" + TEXT + "]", "braces"),
                Arguments.of("(" + TEXT + ")", "braces"),
                Arguments.of("${" + TEXT + "}", "braces"),
                Arguments.of("\"" + TEXT, "quotes"),
                Arguments.of(TEXT + "}", "braces"),
                Arguments.of("{\"taskToken\":\"" + TEXT + "\"}", "braces"),
                Arguments.of("${Token[TOKEN.123]}", "CDK"),
                Arguments.of("${Token[sfn.TaskToken.42]}", "CDK"),
                Arguments.of("#{Token[TOKEN.123]}", "CDK"),
                Arguments.of("Token[TOKEN.123]", "CDK"),
                Arguments.of("${TaskToken}", "placeholder"),
                Arguments.of("{{ taskToken }}", "placeholder"),
                Arguments.of("<taskToken>", "placeholder"),
                Arguments.of("$TASK_TOKEN", "placeholder"),
                Arguments.of("$(TASK_TOKEN)", "placeholder"),
                Arguments.of("%TASK_TOKEN%", "placeholder"),
                Arguments.of("[object Object]", "placeholder"),
                Arguments.of("undefined", "undefined"),
                Arguments.of("null", "null"),
                Arguments.of("None", "None"),
                Arguments.of("NULL", "null"),
                Arguments.of("nil", "nil"),
                Arguments.of("\"null\"", "quotes"),
                Arguments.of("$$.Task.Token", "lacks .$"),
                Arguments.of(" $$.Task.Token\n", "lacks .$"),
                Arguments.of("$$.Task.token", "lacks .$"),
                Arguments.of("$$['Task']['Token']", "lacks .$"),
                Arguments.of("States.Format('{}', $$.Task.Token)", "lacks .$"),
                Arguments.of("$.Task.Token", "lacks .$"),
                Arguments.of("$.taskToken", "lacks .$"),
                Arguments.of("$states.context.Task.Token", "{% %}"),
                Arguments.of("$states.context", "{% %}"),
                Arguments.of("states.context.Task.Token", "{% %}"),
                Arguments.of("{% $states.context.Task.Token %}", "JSONata"),
                Arguments.of("{%$states.context.Task.Token%}", "JSONata"),
                Arguments.of("{% $taskToken %}", "JSONata"),
                Arguments.of(TaskToken.of(TEXT).toString(), "fingerprint"));
    }

    @ParameterizedTest
    @MethodSource("slips")
    void namesWhatCameInATokensPlace(String text, String named) {
        assertThatThrownBy(() -> TaskToken.of(text))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining(named)
                .hasMessageNotContaining(Tokens.PREFIX);
    }

    @ParameterizedTest
    @MethodSource("slips")
    void namesItWhereverATokenIsRead(String text, String named) {
        assertThatThrownBy(() -> FakeEnvironment.among(Map.of("TASK_TOKEN", text)))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining(named);
        assertThatThrownBy(() -> FakeEnvironment.amongArguments(List.of("--task-token", text)))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining(named);
        assertThatThrownBy(() -> CallbackReader.standard()
                        .read(Delivery.builder("{\"order\":1}")
                                .attribute("TaskToken", text)
                                .build()))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining(named);
    }

    @Test
    void namesItInAMessage() {
        assertThatThrownBy(
                        () -> CallbackReader.standard().read("{\"taskToken\":\"$states.context.Task.Token\",\"a\":1}"))
                .isInstanceOf(InvalidTaskTokenException.class);
        assertThatThrownBy(() -> CallbackReader.standard().read("{\"taskToken\":\"" + TEXT + "\\n\",\"a\":1}"))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("line feed");
    }

    /** Opaque to this library: emulators and tests have others than the service. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5b3b2f6e-8f0c-4a4e-9d2f-2d0e8c7d1a11",
                "A",
                "task-token-1",
                "AQCEAAAAKgAAAAMAAAAAAAAAAS+/==",
                "AQCE-_~.:",
                "nullable",
                "%",
                "100%",
                "arn:aws:states:us-east-1:123456789012:task/token"
            })
    void takesAnyOtherText(String text) {
        assertThat(TaskToken.of(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$$.Task.Token",
                "$$['Task'][\"Token\"]",
                " $$.task ",
                "$.Task.Token",
                "$states.context",
                "$states.context.Task.Token",
                "{% $states.context %}",
                "{%$$.Task.Token%}",
                "{% 'id=' & $states.context.Task.Token %}",
                "States.Format('id={}', $$.Task.Token)"
            })
    void isThePathToTheTokenOrToWhatHoldsIt(String text) {
        assertThat(TokenSlip.is(text)).isTrue();
        assertThat(TokenSlip.mentions(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$",
                "$$",
                "{%%}",
                "$.order",
                "{% $states.input.order %}",
                "States.Format('{}', $.order)",
                "$$.Execution.Id",
                "Task.Token"
            })
    void isNoPathToTheToken(String text) {
        assertThat(TokenSlip.is(text)).isFalse();
        assertThat(TokenSlip.mentions(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Answer $states.context.Task.Token, please",
                "https://x.example/?t=$$.Task.Token",
                "['see',$$['Task']['Token']]",
                "[\"see\",$$[\"Task\"][\"Token\"]]"
            })
    void isMentionedInALongerText(String text) {
        assertThat(TokenSlip.is(text)).isFalse();
        assertThat(TokenSlip.mentions(text)).isTrue();
    }
}

package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON strings decoded without a parser: as Jackson decodes them, or not at all. */
class StringValueTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String[] PIECES = {
        "a",
        "\\",
        "\"",
        "\\\"",
        "\\\\",
        "\\/",
        "\\n",
        "\\t",
        "\\b",
        "\\f",
        "\\r",
        "\\u",
        "0041",
        "\\u00e9",
        "\\u006\u0966",
        "\\u004\u0141",
        "\\uD83D\\uDE00",
        "\\x",
        "{",
        "}",
        " ",
        "\n",
        "\u0000",
        "é",
        "\uD83D",
        "\uff11",
        "text of some length"
    };

    @Test
    void decodesAsJacksonDoesOrNotAtAll() {
        Random random = new Random(7);
        int decoded = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("\"");
            for (int piece = random.nextInt(8); piece > 0; piece--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            text.append(random.nextInt(10) == 0 ? "" : "\" ");

            String value = decoded(text.toString(), 0);

            if (value != null || isOfAscii(text)) {
                assertThat(value).as(text.toString()).isEqualTo(byJackson(text.toString()));
            }
            decoded += value == null ? 0 : 1;
        }
        assertThat(decoded).isBetween(2_000, 18_000);
    }

    @Test
    void beginsBehindTheQuoteAndEndsBeforeTheNext() {
        assertThat(StringValue.at("{\"a\":\"b\\\"c\",\"d\":1}", 5)).isEqualTo(new StringValue("b\"c", 10));
        assertThat(StringValue.at("{\"a\":\"\"}", 5)).isEqualTo(new StringValue("", 6));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"", "\"abc", "\"\\", "\"\\u", "\"\\u12", "\"\\u12\"", "\"\\u\uff11111\"", "\"\\a\"", "\"\t\""})
    void decodesNothingThatIsNoJson(String text) {
        assertThat(StringValue.at(text, 0)).isNull();
    }

    @Test
    void showsNothingOfTheText() {
        assertThat(StringValue.at("\"secret\"", 0)).hasToString("StringValue[6 characters]");
    }

    /** Beyond ASCII Jackson takes characters for digits that are none. */
    private static boolean isOfAscii(CharSequence text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static @Nullable String decoded(String text, int quote) {
        StringValue value = StringValue.at(text, quote);
        return value == null ? null : value.text();
    }

    private static @Nullable String byJackson(String text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            return null;
        }
    }
}

package dev.tasktoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.TaskToken;
import dev.tasktoken.testkit.TestTokens;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String TOKEN = TestTokens.numbered(1);

    @Test
    void putsTheFingerprintInTheTokensPlace() {
        TaskToken token = TaskToken.of(TOKEN);

        assertThat(Secrets.masked("{\"taskToken\":\"" + TOKEN + "\",\"n\":1}", Optional.of(token)))
                .isEqualTo("{\"taskToken\":\"" + token + "\",\"n\":1}");
    }

    @Test
    void hidesAShortTokenOfATestToo() {
        TaskToken token = TaskToken.of("short-token");

        assertThat(Secrets.masked("a short-token b", Optional.of(token))).isEqualTo("a " + token + " b");
    }

    @Test
    void hidesWhatLooksLikeAnothersToken() {
        assertThat(Secrets.masked("{\"parent\":\"" + TOKEN + "\"}"))
                .isEqualTo("{\"parent\":\"" + Secrets.HIDDEN + "\"}");
    }

    @Test
    void findsItInEverySpelling() {
        String encoded = URLEncoder.encode(TOKEN, StandardCharsets.UTF_8);
        String escaped = TOKEN.replace("/", "\\\\/").replace("=", "\\\\u003d");
        String base64 = Base64.getEncoder().encodeToString(TOKEN.getBytes(StandardCharsets.UTF_8));

        assertThat(Secrets.masked("https://x.example?t=" + encoded)).doesNotContain(TestTokens.PREFIX);
        assertThat(Secrets.masked("\"" + escaped + "\"")).isEqualTo("\"" + Secrets.HIDDEN + "\"");
        assertThat(Secrets.masked("(" + base64 + ")")).isEqualTo("(" + Secrets.HIDDEN + ")");
    }

    @Test
    void walksThroughObjectsListsNamesAndTextsWithinTexts() throws Exception {
        TaskToken token = TaskToken.of(TOKEN);
        String other = TestTokens.numbered(2);
        JsonNode sent = new JsonMapper()
                .readTree("{\"" + TOKEN + "\": [1, true, null, \"line\\n" + other
                        + "\"], \"body\": \"{\\\"taskToken\\\": \\\"" + TOKEN + "\\\"}\"}");

        assertThat(Secrets.masked(sent, Optional.of(token)).toString())
                .doesNotContain(TestTokens.PREFIX)
                .contains(token.toString(), Secrets.HIDDEN, "[1,true,null,")
                .contains("{\\\"taskToken\\\": \\\"" + token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "order-42",
                "arn:aws:sqs:eu-central-1:123456789012:orders",
                "100 % \\n \\u12",
                "progress %d",
                "50%2",
                "%",
                "%a",
                "https://sqs.eu-central-1.amazonaws.com/123456789012/a%20b",
            })
    void leavesWhatIsNoTokenAsItIs(String text) {
        assertThat(Secrets.masked(text)).isEqualTo(text);
    }
}

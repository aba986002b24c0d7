package dev.tasktoken.testkit.internal.values;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.TestTokens;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TokenMaskTest {
    private static final String TOKEN = TestTokens.numbered(1);

    @Test
    void aTokenGivesWayToItsFingerprint() {
        String hidden = TokenMask.hide("{\"a\":\"" + TOKEN + "\"}. And " + TOKEN + ".");

        String fingerprint = "TaskToken[" + TaskTokens.fingerprint(TOKEN) + "]";
        assertThat(hidden).isEqualTo("{\"a\":\"" + fingerprint + "\"}. And " + fingerprint + ".");
    }

    @Test
    void aTokenIsFoundInJsonTextInsideJsonText() {
        String hidden = TokenMask.hide("\"{\\\"a\\\":\\\"" + TOKEN + "\\\"}\"");

        assertThat(hidden).isEqualTo("\"{\\\"a\\\":\\\"TaskToken[" + TaskTokens.fingerprint(TOKEN) + "]\\\"}\"");
    }

    @Test
    void nothingIsLeftOfATokenThatWasEncoded() {
        String link = URLEncoder.encode(TOKEN, StandardCharsets.UTF_8);
        String slashes = TOKEN.replace("/", "\\/");
        String html = TOKEN.replace("=", "\\u003d").replace("+", "\\u002B");

        for (String encoded : new String[] {link, slashes, html}) {
            assertThat(TokenMask.hide("<" + encoded + ">")).matches("<TaskToken\\[[0-9a-f]{12}]>");
        }
    }

    @Test
    void otherTextStaysAsItIs() {
        assertThat(TokenMask.hide("AAAA and 100%")).isEqualTo("AAAA and 100%");
    }
}

package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.Tokens;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLikeTest {
    private static final String A = Tokens.number(1);
    private static final String B = Tokens.number(2);

    @ParameterizedTest
    @ValueSource(ints = {400, 884, 2048})
    void takesSoManyCharactersOfBase64sAlphabetForAToken(int length) {
        assertThat(TokenLike.isIn("x".repeat(length), A)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 36, 399, 2049, 100_000})
    void takesNoOtherLengthForAToken(int length) {
        assertThat(TokenLike.isIn("x".repeat(length), A)).isFalse();
    }

    @Test
    void findsATokenInsideALongerText() {
        String encoded = URLEncoder.encode(B, StandardCharsets.UTF_8);

        assertThat(TokenLike.isIn("Answer " + B + ", please.", A)).isTrue();
        assertThat(TokenLike.isIn("https://x.example/?t=" + encoded, A)).isTrue();
        assertThat(TokenLike.isIn("https://x.example/?t=" + encoded.replace("%", "%25"), A))
                .isTrue();
        assertThat(TokenLike.isIn("{not JSON, {\\\"t\\\":\\\"" + B.replace("/", "\\/") + "\\\"", A))
                .isTrue();
        assertThat(TokenLike.isIn("t=" + B.replace("+", "\\u002b"), A)).isTrue();
        assertThat(TokenLike.isIn(A + "/" + B, A)).isTrue();
        assertThat(TokenLike.isIn(B.replace('+', '-').replace('/', '_'), A)).isTrue();
    }

    @Test
    void findsATokenInBase64OfMoreThanAToken() {
        String json = "{\"pad\":\"" + "x ".repeat(900) + "\",\"resume\":\"" + B + "\"}";
        String base64 = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));

        assertThat(TokenLike.isIn(base64, A)).isTrue();
        assertThat(TokenLike.isIn(base64, B)).isFalse();
    }

    @Test
    void passesOverEqualCopies() {
        String encoded = URLEncoder.encode(A, StandardCharsets.UTF_8);

        assertThat(TokenLike.isIn(A, A)).isFalse();
        assertThat(TokenLike.isIn("https://x.example/?t=" + encoded, A)).isFalse();
        assertThat(TokenLike.isIn(A.replace('+', '-').replace('/', '_'), A)).isFalse();
    }

    @Test
    void passesOverJsonWebTokensButNotOverATokenInsideOne() {
        String header = "eyJhbGciOiJSUzUxMiJ9.";
        String claims = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"sub\":\"" + "x y".repeat(200) + "\"}").getBytes(StandardCharsets.UTF_8));
        String token = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"sub\":\"" + B + "\"}").getBytes(StandardCharsets.UTF_8));

        assertThat(TokenLike.isIn(header + claims + "." + "s".repeat(683), A)).isFalse();
        assertThat(TokenLike.isIn("Bearer " + header + claims + "." + "s".repeat(683), A))
                .isFalse();
        assertThat(TokenLike.isIn(header + token + ".sig", A)).isTrue();
        assertThat(TokenLike.isIn("order." + B + ".1", A)).isTrue();
    }

    @Test
    void passesOverProse() {
        assertThat(TokenLike.isIn("So many words, none of them long. 100% of them. ".repeat(50), A))
                .isFalse();
    }

    /** A line feed is part of a token only if nothing but base64 stands around it. */
    @Test
    void passesOverManyShortLines() {
        assertThat(TokenLike.isIn("Ids:\n" + ("x".repeat(40) + "\n").repeat(20), A))
                .isFalse();
        assertThat(TokenLike.isIn(("x".repeat(76) + "\r\n").repeat(10), A)).isTrue();
    }

    @Test
    void takesNoMoreThanOneCharacterOfTwentyForALostPlusSign() {
        String token = ("x".repeat(19) + " ").repeat(20);

        assertThat(TokenLike.isIn(token, A)).isTrue();
        assertThat(TokenLike.isIn("x" + token.substring(1, 390) + " " + token.substring(391), A))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 884, 2048})
    void findsATokenBesideLongerTextsWithEqualsSignsBetween(int length) {
        String image = "y".repeat(3000);

        assertThat(TokenLike.isIn(image + "=" + "x".repeat(length) + "=" + image, A))
                .isTrue();
        assertThat(TokenLike.isIn("x".repeat(length) + "=" + image, A)).isTrue();
        assertThat(TokenLike.isIn(image + "=" + "x".repeat(length), A)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 399, 2049})
    void takesNoOtherLengthBetweenEqualsSignsForAToken(int length) {
        String image = "y".repeat(3000);

        assertThat(TokenLike.isIn(image + "=" + "x".repeat(length) + "=" + image + "==", A))
                .isFalse();
    }

    @Test
    void passesOverEqualCopiesWithEscapes() {
        String unicode = A.replace("+", "\\u002b").replace("/", "\\/");

        assertThat(TokenLike.isIn("{not JSON: " + unicode, A)).isFalse();
        assertThat(TokenLike.isIn("{not JSON: " + unicode, B)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%2", "%2B", "%zz", "\\", "\\u00", "\\u002", "\\u002b", "\\u0", "+\\u2028"})
    void findsATokenBeforeAnEscapeThatWasCut(String end) {
        assertThat(TokenLike.isIn("x".repeat(400) + end, A)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Q", "QQ", "QQ=="})
    void findsATokenAtTheEndOfBase64(String more) {
        String text = "x ".repeat(1000) + "y".repeat(400);
        String base64 =
                Base64.getEncoder().withoutPadding().encodeToString((text + " ").getBytes(StandardCharsets.UTF_8));
        String cut = Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));

        assertThat(TokenLike.isIn(base64 + more, A)).isTrue();
        assertThat(TokenLike.isIn(cut, A)).isTrue();
        assertThat(TokenLike.isIn(cut + "Q", A)).isTrue();
    }

    @Test
    void seesWhatATextBeginsWith() {
        String plus = "x".repeat(500);

        assertThat(TokenLike.isIn("\n" + ("x".repeat(76) + "\n").repeat(10), A)).isTrue();
        assertThat(TokenLike.isIn((" " + "x".repeat(19)).repeat(20), A)).isTrue();
        assertThat(TokenLike.isIn("%2B" + plus, "+" + plus)).isFalse();
        assertThat(TokenLike.isIn("\\u002b" + plus, "+" + plus)).isFalse();
    }
}

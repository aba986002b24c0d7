package dev.tasktoken.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.tasktoken.TaskToken;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenMaskTest {
    private static final TaskToken TOKEN =
            TaskToken.of("AQCEAAAAKgAAAAMAAAAAAAAAAZ+yhh/kD0/aG7p+x9wqLr2Vd/8BtUcMnHsYeXoKzQ5+iW3Fj6SvPaOmlEGuNTRbXy");
    private static final TaskToken PADDED = TaskToken.of(TOKEN.value() + "1w==");

    private enum Spelling {
        PERCENT,
        LOWER_PERCENT,
        JSON,
        JSON_WITH_SLASHES,
        JSON_OF_GSON,
        JSON_IN_CAPITALS,
        EVERY_CHARACTER,
        SCRIPT,
        HTML,
        HTML_IN_HEX,
        HTML_NAMES;

        String of(String text) {
            return switch (this) {
                case PERCENT -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
                case LOWER_PERCENT -> eachSpecial(text, "%%%02x");
                case JSON -> new String(JsonStringEncoder.getInstance().quoteAsString(text));
                case JSON_WITH_SLASHES -> JSON.of(text).replace("/", "\\/");
                case JSON_OF_GSON -> eachSpecial(text, "\\u%04x");
                case JSON_IN_CAPITALS -> eachSpecial(text, "\\u%04X");
                case EVERY_CHARACTER -> each(text, "\\u%04x");
                case SCRIPT -> eachSpecial(text, "\\x%02x");
                case HTML -> eachSpecial(text, "&#%d;");
                case HTML_IN_HEX -> eachSpecial(text, "&#x%X;");
                case HTML_NAMES ->
                    text.replace("&", "&amp;")
                            .replace("=", "&equals;")
                            .replace("+", "&plus;")
                            .replace("/", "&sol;");
            };
        }

        private static String eachSpecial(String text, String format) {
            return text.chars()
                    .mapToObj(c -> Character.isLetterOrDigit(c) ? Character.toString(c) : format.formatted(c))
                    .collect(Collectors.joining());
        }

        private static String each(String text, String format) {
            return text.chars().mapToObj(format::formatted).collect(Collectors.joining());
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encodedForUrls(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> forms() {
        String value = TOKEN.value();
        return List.of(
                value,
                value.replace('+', '-').replace('/', '_'),
                encoded(value),
                encodedForUrls(value),
                encoded(value.replace('+', '-').replace('/', '_')),
                encoded(encoded(value)),
                encodedForUrls(encodedForUrls(value)),
                encoded(encodedForUrls(value)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void masksEveryFormInEverySpellingAndAllSpellingsOfSpellings(String form) {
        for (Spelling first : Spelling.values()) {
            assertThat(masked("at " + first.of(form) + " now")).isEqualTo("at " + TOKEN + " now");
            for (Spelling second : Spelling.values()) {
                String nested = second.of(first.of(form));
                assertThat(masked("at " + nested + " now")).as(nested).isEqualTo("at " + TOKEN + " now");
            }
        }
    }

    @Test
    void masksATokenWithOrWithoutItsPadding() {
        String value = PADDED.value();
        String forUrls = value.replace('+', '-').replace('/', '_');

        for (String form : List.of(value, value.replace("=", ""), forUrls, forUrls.replace("=", ""))) {
            for (Spelling spelling : Spelling.values()) {
                assertThat(TokenMask.mask(spelling.of("at " + form + " now"), PADDED))
                        .isEqualTo(spelling.of("at ") + PADDED + spelling.of(" now"));
            }
            assertThat(TokenMask.mask(encoded(form), PADDED))
                    .startsWith(PADDED.toString())
                    .hasSizeLessThan(32);
        }
    }

    @Provide
    Arbitrary<String> form() {
        return Arbitraries.of(forms());
    }

    @Property(tries = 2_000, seed = "4711")
    void leavesEverythingButTheTokenAsItWas(
            @ForAll @CharRange(from = ' ', to = '~') String before,
            @ForAll @CharRange(from = ' ', to = '~') String after,
            @ForAll("form") String form,
            @ForAll @Size(max = 3) List<Spelling> spellings) {
        UnaryOperator<String> spelled = text -> {
            String result = text;
            for (Spelling spelling : spellings) {
                result = spelling.of(result);
            }
            return result;
        };

        String text = spelled.apply(before + " ") + spelled.apply(form) + spelled.apply(" " + after);

        assertThat(masked(text)).isEqualTo(spelled.apply(before + " ") + TOKEN + spelled.apply(" " + after));
    }

    @Property(tries = 500, seed = "4711")
    void masksBase64OfATextThatHoldsTheToken(@ForAll String before, @ForAll String after) {
        String text = encoded(before + TOKEN.value() + after);

        String masked = masked(text);

        int shown = masked.indexOf(TOKEN.toString());
        assertThat(shown).isNotNegative();
        String left = masked.substring(0, shown)
                + masked.substring(shown + TOKEN.toString().length());
        assertThat(left.length())
                .isLessThanOrEqualTo(encoded(before).length() + encoded(after).length() + 8);
    }

    @Property(tries = 500, seed = "4711")
    void leavesTextsWithoutTheTokenAlone(@ForAll String text) {
        assertThat(masked(text)).isEqualTo(text);
        assertThat(TokenMask.isIn(text, TOKEN)).isFalse();
    }

    @Test
    void masksATokenWhereverItStandsAndHoweverOften() {
        String link = URLEncoder.encode(TOKEN.value(), StandardCharsets.UTF_8);

        assertThat(masked(TOKEN.value())).isEqualTo(TOKEN.toString());
        assertThat(masked(TOKEN.value() + " " + link + "," + TOKEN.value()))
                .isEqualTo(TOKEN + " " + TOKEN + "," + TOKEN);
        assertThat(masked("?t=" + link + "&u=1")).isEqualTo("?t=" + TOKEN + "&u=1");
    }

    @Test
    void masksATokenWhosePartsAreEscapedUnlike() {
        String value = TOKEN.value();
        String mixed = Spelling.PERCENT.of(Spelling.JSON_OF_GSON.of(value.substring(0, 50)))
                + Spelling.HTML.of(value.substring(50, 70))
                + value.substring(70);

        assertThat(masked(mixed)).isEqualTo(TOKEN.toString());
    }

    @ParameterizedTest
    @MethodSource
    void readsHostileTextsToTheirEnd(String piece) {
        String text = piece.repeat(262_144 / piece.length());

        assertThat(masked(text)).isEqualTo(text);
        assertThat(masked(text + " " + TOKEN.value() + " " + text)).isEqualTo(text + " " + TOKEN + " " + text);
    }

    static List<String> readsHostileTextsToTheirEnd() {
        String almost = TOKEN.value().substring(0, 80);
        return List.of(
                "%25",
                "%",
                "\\",
                "\\u005c",
                "\\\\u",
                "&amp;",
                "&#38;",
                "&#",
                "&#x",
                "&ampere",
                "=",
                "\uD83D",
                almost,
                almost + "%3d",
                encoded(almost).substring(0, 100));
    }

    @Test
    void readsEightLevels() {
        String text = TOKEN.value();
        for (int level = 0; level < 8; level++) {
            text = Spelling.PERCENT.of(text);
            assertThat(masked(text)).as("level %d", level).isEqualTo(TOKEN.toString());
        }
    }

    @Test
    void leavesTokensAloneThatOnlyTestsHave() {
        for (String tiny : List.of("t", "a-short-one", "==================", "abc===============")) {
            TaskToken token = TaskToken.of(tiny);
            assertThat(TokenMask.mask("a " + tiny + " b", token)).isEqualTo("a " + tiny + " b");
            assertThat(TokenMask.isIn("a " + tiny + " b", token)).isTrue();
        }
    }

    @Test
    void masksATokenAsShortAsASecretMayBe() {
        TaskToken fourteen = TaskToken.of("a-short-secret");

        assertThat(TokenMask.mask("a a-short-secret b", fourteen)).isEqualTo("a " + fourteen + " b");
    }

    /** Whatever of its own start the token repeats, and wherever the text begins like it. */
    @Test
    void masksATokenThatLooksLikeAnotherPartOfItself() {
        Random random = new Random(4711);
        for (int i = 0; i < 2_000; i++) {
            String value = letters(random, 14 + random.nextInt(4));
            String before = value.substring(0, random.nextInt(14)) + letters(random, random.nextInt(4));
            String text = before + value + letters(random, random.nextInt(4));
            TaskToken token = TaskToken.of(value);

            assertThat(TokenMask.isIn(text, token)).isTrue();
            assertThat(TokenMask.mask(text, token)).contains(token.toString()).doesNotContain(value);
        }
    }

    private static String letters(Random random, int length) {
        return random.ints(length, 'a', 'c')
                .mapToObj(letter -> String.valueOf((char) letter))
                .collect(Collectors.joining());
    }

    @Test
    void keepsJsonJson() {
        String cause = "{\"body\":\"" + Spelling.JSON.of("{\"t\":\"" + Spelling.JSON_OF_GSON.of(TOKEN.value()) + "\"}")
                + "\"}";

        assertThat(masked(cause)).isEqualTo("{\"body\":\"{\\\"t\\\":\\\"" + TOKEN + "\\\"}\"}");
    }

    @Test
    void masksNothingThatIsNotThisToken() {
        String another = TOKEN.value().toLowerCase(Locale.ROOT);

        assertThat(masked(another)).isEqualTo(another);
    }

    private static String masked(String text) {
        return TokenMask.mask(text, TOKEN);
    }
}

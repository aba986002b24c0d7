package dev.tasktoken.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");
    private static final ResourceBundle ENGLISH = bundle(Locale.ROOT);

    private static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(
                "dev.tasktoken.pages.texts",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static Texts texts(String acceptLanguage) {
        return texts(PageStyle.builder(), acceptLanguage);
    }

    private static Texts texts(PageStyle.Builder style, String acceptLanguage) {
        return style.clock(() -> NOW)
                .build()
                .texts(WebRequest.builder("GET")
                        .header("Accept-Language", acceptLanguage)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "ja"})
    void everyLanguageHasEveryTextWithTheSamePlaceholders(String language) {
        ResourceBundle translated = bundle(Locale.forLanguageTag(language));

        assertThat(new TreeSet<>(translated.keySet())).isEqualTo(new TreeSet<>(ENGLISH.keySet()));
        assertThat(ENGLISH.keySet()).allSatisfy(key -> {
            if (!key.equals("date")) {
                assertThat(new MessageFormat(translated.getString(key)).getFormatsByArgumentIndex())
                        .hasSameSizeAs(new MessageFormat(ENGLISH.getString(key)).getFormatsByArgumentIndex());
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de-AT,en;q=0.5|Bisherige Stimmen",
                "fr,ja;q=0.8,en;q=0.5|これまでの投票",
                "en-GB|Votes so far",
                "fr|Votes so far",
                "''|Votes so far",
                "<script>|Votes so far",
                "-|Votes so far",
                "--,de|Votes so far",
                ",|Votes so far",
                "*|Votes so far"
            })
    void speaksTheFirstLanguageOfTheBrowserThatItKnows(String acceptLanguage, String expected) {
        assertThat(texts(acceptLanguage).html("votes")).isEqualTo(expected);
    }

    @Test
    void speaksTheCallersLanguageIfThereIsOne() {
        PageStyle.Builder german = PageStyle.builder().locale(Locale.GERMANY);

        assertThat(texts(german, "ja").html("votes")).isEqualTo("Bisherige Stimmen");
        assertThat(texts("en," + "de,".repeat(100)).html("votes")).isEqualTo("Votes so far");
    }

    @Test
    void anAddedLanguageFallsBackToEnglishAndHasItsDirection() {
        ResourceBundle arabic = new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[][] {{"direction", "rtl"}, {"votes", "الأصوات حتى الآن"}};
            }
        };
        Texts texts = texts(PageStyle.builder().texts(Locale.forLanguageTag("ar"), arabic), "ar");

        assertThat(texts.html("votes")).isEqualTo("الأصوات حتى الآن");
        assertThat(texts.html("comment")).isEqualTo("Comment");
        assertThat(texts.direction()).isEqualTo("rtl");
        assertThat(texts.tag()).isEqualTo("ar");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PT0S|a minute ago",
                "PT90S|a minute ago",
                "PT119M|119 minutes ago",
                "PT2H|2 hours ago",
                "PT47H|47 hours ago",
                "P3DT5H|3 days ago"
            })
    void saysHowLongAgoSomethingWas(Duration ago, String expected) {
        assertThat(texts("en").ago(NOW.minus(ago))).isEqualTo(expected);
    }

    @Test
    void saysHowMuchTimeIsLeft() {
        assertThat(texts("de").left(NOW.plus(Duration.ofDays(3)))).isEqualTo("in 3 Tagen");
        assertThat(texts("en").left(NOW)).isEqualTo("time is up");
        assertThat(texts("en").isSoon(NOW.plus(Duration.ofHours(23)))).isTrue();
        assertThat(texts("en").isSoon(NOW.plus(Duration.ofHours(24)))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"en|28 Nov 2026, 04:00 CET", "de|28. Nov. 2026, 04:00 MEZ", "ja|2026年11月28日 04:00 CET"})
    void showsTimesInTheCallersZone(String language, String expected) {
        PageStyle.Builder berlin = PageStyle.builder().zone(ZoneId.of("Europe/Berlin"));

        assertThat(texts(berlin, language).time(NOW))
                .isEqualTo("<time datetime=\"2026-11-28T03:00:00Z\">" + expected + "</time>");
    }

    @Test
    void aTranslatorsMarkupIsText() {
        ResourceBundle french = new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[][] {{"answered", "<b>Réponse</b> & {0}"}};
            }
        };
        Map<Locale, ResourceBundle> added = Map.of(Locale.FRENCH, french);

        Texts texts = new Languages(added).texts("fr", ZoneId.of("UTC"), () -> NOW);

        assertThat(texts.html("answered", "<bdi>x</bdi>")).isEqualTo("&lt;b&gt;Réponse&lt;/b&gt; &amp; <bdi>x</bdi>");
    }
}

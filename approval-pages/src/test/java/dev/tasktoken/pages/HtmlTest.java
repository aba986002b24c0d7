package dev.tasktoken.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<script>alert(1)</script>|&lt;script&gt;alert(1)&lt;/script&gt;",
                "\" onfocus=\"x|&quot; onfocus=&quot;x",
                "it's|it&#39;s",
                "&lt;|&amp;lt;",
                "Müller & Söhne 😀|Müller &amp; Söhne 😀"
            })
    void escapesWhatIsMarkup(String text, String expected) {
        assertThat(Html.text(text)).isEqualTo(expected);
    }

    @Test
    void replacesWhatHtmlForbids() {
        assertThat(Html.text("a\u0000b\u001Bc\u0085d\uD83De\r\nf\tg"))
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFD\nf\tg");
    }

    @Test
    void aListShowsTheStartOfALongText() {
        assertThat(Html.brief("😀".repeat(160))).isEqualTo("<bdi>" + "😀".repeat(160) + "</bdi>");
        assertThat(Html.brief("😀".repeat(161))).isEqualTo("<bdi>" + "😀".repeat(160) + "…</bdi>");
    }

    @Test
    void cutsTextsThatAreTooLongBetweenCharacters() {
        assertThat(Html.text("x".repeat(Html.LONGEST_TEXT))).hasSize(Html.LONGEST_TEXT);
        assertThat(Html.text("x".repeat(Html.LONGEST_TEXT + 1))).isEqualTo("x".repeat(Html.LONGEST_TEXT) + "… [cut]");
        assertThat(Html.text("x".repeat(Html.LONGEST_TEXT - 1) + "😀"))
                .isEqualTo("x".repeat(Html.LONGEST_TEXT - 1) + "… [cut]");
    }
}

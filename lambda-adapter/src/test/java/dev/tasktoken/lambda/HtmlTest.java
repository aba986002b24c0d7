package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
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
    void cutsTextsThatAreTooLongBetweenCharacters() {
        assertThat(Html.text("x".repeat(Html.LONGEST_TEXT))).hasSize(Html.LONGEST_TEXT);
        assertThat(Html.text("x".repeat(Html.LONGEST_TEXT + 1))).isEqualTo("x".repeat(Html.LONGEST_TEXT) + "… [cut]");
        assertThat(Html.text("x".repeat(Html.LONGEST_TEXT - 1) + "😀"))
                .isEqualTo("x".repeat(Html.LONGEST_TEXT - 1) + "… [cut]");
    }

    @Test
    void showsTheFirstDetailsInTheirOrder() {
        Map<String, String> details = new LinkedHashMap<>();
        for (int i = 0; i <= Html.MOST_DETAILS; i++) {
            details.put("label " + i, "value<" + i);
        }

        assertThat(Html.details(details))
                .containsSubsequence(
                        "<dt><bdi>label 0</bdi></dt><dd><bdi>value&lt;0</bdi></dd>", "<dt><bdi>label 49</bdi></dt>")
                .doesNotContain("label 50")
                .contains("and 1 more");
    }

    @Test
    void theHashIsThatOfTheStyleInThePage() throws Exception {
        String page = Html.page("A title", "");
        String style = page.substring(page.indexOf("<style>") + "<style>".length(), page.indexOf("</style>"));

        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        assertThat(Html.STYLE_HASH).isEqualTo("sha256-" + Base64.getEncoder().encodeToString(hash));
    }
}

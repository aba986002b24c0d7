package dev.tasktoken.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageStyleTest {
    private static final Colour DARK = Colour.parse("#181c23");

    private static WebResponse page(PageStyle style) {
        return Frame.of(style, WebRequest.builder("GET").build()).page(200, "A title", "<h1>A title</h1>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "red", "#fff", "#12345g", "1d4f91"})
    void refusesWhatIsNoColour(String hex) {
        assertThatThrownBy(() -> PageStyle.builder().colour(hex))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("#1d4f91");
    }

    @Test
    void refusesAColourThatWhiteTextCannotBeReadOn() {
        assertThatThrownBy(() -> PageStyle.builder().colour("#ffb300"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#000000", "#1d4f91", "#0b6b50", "#b00020", "#5b2a86", "#767676"})
    void everyBrandCanBeReadInDarkModeToo(String hex) {
        Colour lighter = Colour.parse(hex).lightenedFor(6, DARK);

        assertThat(Colour.parse(hex).contrast(Colour.WHITE)).isGreaterThanOrEqualTo(PageStyle.MIN_CONTRAST);
        assertThat(lighter.contrast(DARK)).isGreaterThanOrEqualTo(6);
        assertThat(PageStyle.builder().colour(hex).build().sheet().css()).contains(hex, lighter.hex());
    }

    @Test
    void knowsTheContrastsOfTheGuidelines() {
        assertThat(Colour.parse("#000000").contrast(Colour.WHITE)).isEqualTo(21.0);
        assertThat(Colour.parse("#777777").contrast(Colour.WHITE)).isBetween(4.47, 4.48);
    }

    @Test
    void theHashIsThatOfTheStyleInThePage() throws Exception {
        WebResponse page = page(PageStyle.builder().colour("#0b6b50").build());
        String body = page.body();
        String style = body.substring(body.indexOf("<style>") + "<style>".length(), body.indexOf("</style>"));

        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        assertThat(page.headers().get("Content-Security-Policy"))
                .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
                .doesNotContain("img-src");
    }

    @Test
    void aLogoIsPartOfThePage() {
        WebResponse page = page(PageStyle.builder()
                .brand("Nord & <Co>")
                .logo(new byte[] {1, 2, 3}, "image/png")
                .build());

        assertThat(page.body())
                .contains("<img src=\"data:image/png;base64,AQID\" alt=\"\">", "Nord &amp; &lt;Co&gt;")
                .contains("<title>A title – Nord &amp; &lt;Co&gt;</title>");
        assertThat(page.headers().get("Content-Security-Policy")).contains("img-src data:;");
    }

    @Test
    void refusesALogoThatIsTooLargeOrNoImage() {
        PageStyle.Builder style = PageStyle.builder();

        assertThatThrownBy(() -> style.logo(new byte[PageStyle.MAX_LOGO_BYTES + 1], "image/png"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> style.logo(new byte[1], "text/html\" onload=\"x"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package dev.tasktoken.pages;

import dev.tasktoken.internal.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The style of all pages in one brand's colour.
 *
 * @param css stands in every page
 * @param hash for the content security policy, which allows this style and no other
 */
record StyleSheet(String css, String hash) {
    /** What buttons stand on in dark mode: the card of pages.css. */
    private static final Colour DARK_CARD = Colour.parse("#181c23");

    static StyleSheet of(Colour colour) {
        String css = template()
                .replace("ACCENT", colour.hex())
                .replace("LIGHTER", colour.lightenedFor(6, DARK_CARD).hex());
        return new StyleSheet(css, "sha256-" + sha256(css));
    }

    private static String template() {
        try (InputStream in = StyleSheet.class.getResourceAsStream("pages.css")) {
            if (in == null) {
                throw new IllegalStateException("pages.css is missing beside " + StyleSheet.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        return Base64.getEncoder().encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}

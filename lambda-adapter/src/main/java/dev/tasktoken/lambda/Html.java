package dev.tasktoken.lambda;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** Writes the markup of the confirmation page. {@link #text} escapes every text from outside. */
final class Html {
    /** Longer values are truncated. */
    static final int LONGEST_TEXT = 1_000;

    static final int MOST_DETAILS = 50;

    private static final String STYLE = """
            body{margin:0;background:#f4f4f2;color:#1c1c1a;font:1.125rem/1.5 system-ui,sans-serif}
            main{max-width:34rem;margin:0 auto;padding:1.5rem 1.25rem;overflow-wrap:anywhere}
            h1{font-size:1.5rem;line-height:1.25}
            dt{color:#55554f;font-size:1rem}
            dd{margin:0 0 .75rem;white-space:pre-line}
            button{width:100%;min-height:3.5rem;margin-top:1rem;border:0;border-radius:.5rem;background:#1d4f91;color:#fff;font:inherit;font-weight:600}
            button:focus-visible{outline:.25rem solid #e0a100}
            """;

    /** The hash of the page's style, for its content security policy. */
    static final String STYLE_HASH = "sha256-" + sha256(STYLE);

    private Html() {}

    static String page(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body><main>
                <h1>%s</h1>
                %s</main></body>
                </html>
                """.formatted(text(title), STYLE, text(title), body);
    }

    static String paragraph(String text) {
        return "<p>" + text(text) + "</p>\n";
    }

    /** Isolates each value, so that marks for right-to-left writing cannot affect other values. */
    static String details(Map<String, String> details) {
        StringBuilder list = new StringBuilder("<dl>\n");
        details.entrySet().stream()
                .limit(MOST_DETAILS)
                .forEach(detail -> list.append("<dt><bdi>")
                        .append(text(detail.getKey()))
                        .append("</bdi></dt><dd><bdi>")
                        .append(text(detail.getValue()))
                        .append("</bdi></dd>\n"));
        int left = details.size() - MOST_DETAILS;
        return list.append("</dl>\n")
                .append(left > 0 ? paragraph("… and " + left + " more that are not shown") : "")
                .toString();
    }

    /** Writes a form without an action, so that it posts to the page's own address, which contains the link. */
    static String button(String label) {
        return "<form method=\"post\"><button type=\"submit\">" + text(label) + "</button></form>\n";
    }

    /** Escapes a text for an element's content or a quoted attribute, and replaces characters that HTML forbids. */
    static String text(String text) {
        String shown = cut(text);
        StringBuilder escaped = new StringBuilder(shown.length() + 16);
        shown.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isAllowed(character) ? character : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isAllowed(int character) {
        boolean isSpace = character == '\n' || character == '\t';
        boolean isHalf = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return isSpace || !(Character.isISOControl(character) || isHalf);
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return text.substring(0, end) + "… [cut]";
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}

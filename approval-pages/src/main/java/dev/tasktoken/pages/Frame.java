package dev.tasktoken.pages;

import java.util.Map;

/**
 * What is around the contents of every page: the document's head, the brand, and the response's headers.
 *
 * @param style how the page looks
 * @param texts the reader's language
 * @param top markup in the head of the page beside the brand, for instance who is logged in; empty for none
 * @param back markup below the contents, for instance a way back to a list; empty for none
 * @param isWide whether the contents are a list
 */
record Frame(PageStyle style, Texts texts, String top, String back, boolean isWide) {
    static Frame of(PageStyle style, WebRequest request) {
        return new Frame(style, style.texts(request), "", "", false);
    }

    Frame with(String topMarkup, String backMarkup) {
        return new Frame(style, texts, topMarkup, backMarkup, isWide);
    }

    /** As wide as a list needs. */
    Frame wide() {
        return new Frame(style, texts, top, back, true);
    }

    /**
     * Returns a page.
     *
     * @param title plain text
     * @param contents markup
     */
    WebResponse page(int status, String title, String contents) {
        return new WebResponse(status, headers(), document(title, contents));
    }

    /** These headers forbid scripts, frames, caching, referrers and search indexes. */
    private Map<String, String> headers() {
        return Map.of(
                "Content-Type", "text/html; charset=utf-8",
                "Content-Security-Policy", policy(),
                "X-Frame-Options", "DENY",
                "X-Content-Type-Options", "nosniff",
                "Referrer-Policy", "no-referrer",
                "Cache-Control", "no-store",
                "Cross-Origin-Opener-Policy", "same-origin",
                "Cross-Origin-Resource-Policy", "same-origin",
                "X-Robots-Tag", "noindex, nofollow",
                "Vary", "Accept-Language");
    }

    private String policy() {
        return "default-src 'none'; style-src '" + style.sheet().hash()
                + (style.logo().isEmpty() ? "'" : "'; img-src data:")
                + "; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    }

    private String document(String title, String contents) {
        return """
                <!DOCTYPE html>
                <html lang="%s" dir="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body%s>
                <a class="skip" href="#main">%s</a>
                %s<main id="main" tabindex="-1">
                %s%s</main>
                </body>
                </html>
                """.formatted(
                        Html.text(texts.tag()),
                        texts.direction(),
                        Html.text(title + (style.brand().isEmpty() ? "" : " – " + style.brand())),
                        style.sheet().css(),
                        body(),
                        texts.html("skip"),
                        header(),
                        contents,
                        back);
    }

    private String body() {
        if (isWide) {
            return " class=\"inbox list\"";
        }
        return top.isEmpty() ? "" : " class=\"inbox\"";
    }

    private String header() {
        String brand = brand();
        return brand.isEmpty() && top.isEmpty()
                ? ""
                : "<header class=\"top\"><div class=\"bar\">" + brand + top + "</div></header>\n";
    }

    private String brand() {
        if (style.brand().isEmpty() && style.logo().isEmpty()) {
            return "";
        }
        String logo = style.logo().isEmpty() ? "" : "<img src=\"" + style.logo() + "\" alt=\"\">";
        return "<p class=\"brand\">" + logo + "<span>" + Html.text(style.brand()) + "</span></p>";
    }
}

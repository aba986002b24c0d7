package dev.tasktoken.lambda;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A confirmation page as an HTTP response. Uses no type of the events library.
 *
 * @param status the HTTP status
 * @param headers by their names
 * @param body HTML
 */
record Page(int status, Map<String, String> headers, String body) {
    private static final String POLICY = "default-src 'none'; style-src '" + Html.STYLE_HASH
            + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /** The headers of every page: they forbid scripts, frames, caching, referrers and search indexes. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Content-Security-Policy", POLICY,
            "X-Frame-Options", "DENY",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "X-Robots-Tag", "noindex, nofollow");

    Page {
        headers = Map.copyOf(headers);
    }

    static Page of(int status, String title, String body) {
        return new Page(status, HEADERS, Html.page(title, body));
    }

    /** Returns a page with one paragraph. */
    static Page withText(int status, String title, String text) {
        return of(status, title, Html.paragraph(text));
    }

    Page withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Page(status, more, body);
    }

    /** Returns the response to a HEAD request. */
    Page withoutBody() {
        return new Page(status, headers, "");
    }
}

package dev.tasktoken.lambda;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A confirmation page, ready to be sent. Names no type of the events library.
 *
 * @param status the HTTP status
 * @param headers by their names
 * @param body HTML
 */
record Page(int status, Map<String, String> headers, String body) {
    private static final String POLICY = "default-src 'none'; style-src '" + Html.STYLE_HASH
            + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /** What every such page needs: no script, no frame around it, no copy kept, no address passed on, no index. */
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

    /** A page that says one thing. */
    static Page saying(int status, String title, String text) {
        return of(status, title, Html.paragraph(text));
    }

    Page withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Page(status, more, body);
    }

    /** What a HEAD gets. */
    Page withoutBody() {
        return new Page(status, headers, "");
    }
}

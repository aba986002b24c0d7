package dev.tasktoken.pages;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A page as an HTTP response. Immutable.
 *
 * @param status the HTTP status
 * @param headers by their names
 * @param body HTML, to be sent in UTF-8; empty in the response to a {@code HEAD}
 */
public record WebResponse(int status, Map<String, String> headers, String body) {
    /**
     * Copies the headers.
     *
     * @param status the HTTP status
     * @param headers by their names
     * @param body HTML
     */
    public WebResponse {
        headers = Map.copyOf(headers);
    }

    WebResponse withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebResponse(status, more, body);
    }

    WebResponse withoutBody() {
        return new WebResponse(status, headers, "");
    }

    /** Shows the status only: the body is business data. */
    @Override
    public String toString() {
        return "WebResponse[" + status + "]";
    }
}

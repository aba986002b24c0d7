package dev.tasktoken.lambda;

import dev.tasktoken.pending.CallbackLinks;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of the confirmation page, independent of its payload format. Uses no type of the events library.
 *
 * @param method the HTTP method; empty if unknown
 * @param link the signed text; empty if there is none
 */
record PageCall(String method, String link) {
    static PageCall of(@Nullable String method, @Nullable Map<String, String> query) {
        String link = query == null ? null : query.get(CallbackLinks.PARAMETER);
        return new PageCall(method == null ? "" : method, link == null ? "" : link);
    }

    /** Joins a repeated parameter with a comma, as HTTP APIs do. No valid link contains a comma. */
    static PageCall ofMany(@Nullable String method, Map<String, List<String>> query) {
        List<String> links = query.get(CallbackLinks.PARAMETER);
        return of(method, links == null ? null : Map.of(CallbackLinks.PARAMETER, String.join(",", links)));
    }

    boolean isMethod(String name) {
        return name.equalsIgnoreCase(method);
    }

    /** Shows only the method: anybody who has the link can decide. */
    @Override
    public String toString() {
        return "PageCall[" + method + "]";
    }
}

package dev.tasktoken.lambda;

import dev.tasktoken.pending.CallbackLinks;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the confirmation page needs of a call, whichever payload format it came in. Names no type of the events library.
 *
 * @param method the HTTP method; empty if unknown
 * @param link the signed text; empty if there is none
 */
record PageCall(String method, String link) {
    static PageCall of(@Nullable String method, @Nullable Map<String, String> query) {
        String link = query == null ? null : query.get(CallbackLinks.PARAMETER);
        return new PageCall(method == null ? "" : method, link == null ? "" : link);
    }

    /** A parameter that occurs twice is joined by a comma, as HTTP APIs do, which is in no genuine link. */
    static PageCall ofMany(@Nullable String method, Map<String, List<String>> query) {
        List<String> links = query.get(CallbackLinks.PARAMETER);
        return of(method, links == null ? null : Map.of(CallbackLinks.PARAMETER, String.join(",", links)));
    }

    boolean isMethod(String name) {
        return name.equalsIgnoreCase(method);
    }

    /** Tells the method only: who has the link can decide. */
    @Override
    public String toString() {
        return "PageCall[" + method + "]";
    }
}

package dev.tasktoken.pages;

import java.util.Collection;

/** Shows what a page sees of a request. */
public final class SeenRequest {
    private SeenRequest() {}

    /**
     * Returns whatever a page can ask for.
     *
     * @param names of parameters and of fields
     */
    public static String of(WebRequest request, Collection<String> names) {
        StringBuilder seen = new StringBuilder(request.toString())
                .append(request.isMethod("POST"))
                .append(request.refusal())
                .append('\n')
                .append(request.header("Accept-Language"))
                .append('\n')
                .append(request.header("Sec-Fetch-Site"));
        for (String name : names) {
            seen.append('\n')
                    .append(name)
                    .append('=')
                    .append(request.parameter(name))
                    .append(';')
                    .append(request.field(name))
                    .append(request.hasField(name));
        }
        return seen.toString();
    }
}

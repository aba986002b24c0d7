package dev.tasktoken.testkit.internal.integrations;

import java.util.Map;

/** The reason phrases of successful and redirecting answers (RFC 9110). */
final class HttpReason {
    private static final Map<Integer, String> PHRASES = Map.of(
            200, "OK",
            201, "Created",
            202, "Accepted",
            203, "Non-Authoritative Information",
            204, "No Content",
            301, "Moved Permanently",
            302, "Found",
            303, "See Other",
            304, "Not Modified");

    private HttpReason() {}

    static String of(int status) {
        return PHRASES.getOrDefault(status, "");
    }
}

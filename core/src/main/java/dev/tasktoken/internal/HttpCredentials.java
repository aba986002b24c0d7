package dev.tasktoken.internal;

import java.util.Locale;
import java.util.Set;

/** The headers by which the sender of an HTTP call proves himself: long texts that are no task's. */
public final class HttpCredentials {
    private static final Set<String> HEADERS =
            Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "x-amz-security-token");

    private HttpCredentials() {}

    /** Whether a header of this name, in any case, is one. */
    public static boolean isOne(String header) {
        return HEADERS.contains(header.toLowerCase(Locale.ROOT));
    }
}

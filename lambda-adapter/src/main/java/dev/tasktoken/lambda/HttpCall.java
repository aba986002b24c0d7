package dev.tasktoken.lambda;

import dev.tasktoken.Delivery;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call of an API is to this library, whichever payload format it came in. Names no type of the events library.
 */
final class HttpCall {
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "x-amz-security-token");
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    /** No shorter text is like a token. */
    static final int SHORTEST_TOKEN = 400;

    private static final String FORM = "application/x-www-form-urlencoded";

    private final String body;
    private final boolean base64;
    private final Map<String, Set<String>> attributes = new LinkedHashMap<>();
    private boolean form;

    HttpCall(@Nullable String body, boolean base64) {
        this.body = body == null ? "" : body;
        this.base64 = base64;
    }

    /** The safe methods of RFC 9110, which programs use unasked. An unknown method is none. */
    static void refuseSafeMethod(@Nullable String method) {
        if (method != null && SAFE_METHODS.contains(method.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException("A GET, HEAD, OPTIONS or TRACE must not answer a task: mail scanners and"
                    + " browsers follow links unasked. Show a page that posts the decision, and process that");
        }
    }

    void header(@Nullable String name, @Nullable String value) {
        if (name == null) {
            return;
        }
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (value != null && lowerCase.equals("content-type")) {
            form |= value.regionMatches(true, 0, FORM, 0, FORM.length());
        }
        if (!CREDENTIALS.contains(lowerCase)) {
            parameter(name, value);
        }
    }

    /** An HTTP API joins the values of one name by commas, which no token has. */
    void parameter(@Nullable String name, @Nullable String value) {
        if (name == null || value == null) {
            if (name != null && mayNameAToken(name)) {
                add(name, "");
            }
        } else if (mayNameAToken(name) && value.indexOf(',') >= 0) {
            for (String part : value.split(",", -1)) {
                add(name, part.strip());
            }
        } else {
            add(name, value);
        }
    }

    /**
     * Reported to arrive undecoded from some APIs; a token has no percent sign, so decoding does no harm (inferred).
     */
    void pathParameter(@Nullable String name, @Nullable String value) {
        parameter(name, value == null ? null : percentDecoded(value));
    }

    /** Where no parameter is named, a token in the path is seen all the same, and rivals those of the body. */
    void path(@Nullable String path) {
        if (path != null && path.length() >= SHORTEST_TOKEN) {
            pathParameter("path", path);
        }
    }

    Delivery.Builder delivery() {
        Delivery.Builder delivery = form ? Delivery.builder(FormBody.asJson(text())) : raw();
        attributes.forEach((name, values) -> {
            if (values.isEmpty() && mayNameAToken(name)) {
                delivery.attribute(name, ""); // core lets nothing take its place
            }
            String unique = values.size() == 1 ? name : apart(name);
            for (String value : values) {
                delivery.attribute(unique, value);
                unique = apart(unique);
            }
        });
        return delivery;
    }

    /**
     * Another attribute that is called the same to core, which passes over {@code _}. None is called exactly as the
     * caller did, so that a reader that asks for one attribute finds none instead of the first.
     */
    private String apart(String name) {
        String other = name + "_";
        while (attributes.containsKey(other)) {
            other += "_";
        }
        return other;
    }

    /** Two different values are as bad as many, unless a token may be among those; an empty one is none. */
    private void add(String name, String value) {
        Set<String> values = attributes.computeIfAbsent(name, n -> new LinkedHashSet<>());
        if (!value.isEmpty() && (values.size() < 2 || value.length() >= SHORTEST_TOKEN)) {
            values.add(value);
        }
    }

    private Delivery.Builder raw() {
        byte[] decoded = base64 ? base64Decoded() : null;
        return decoded == null ? Delivery.builder(body) : Delivery.builder(decoded);
    }

    private String text() {
        byte[] decoded = base64 ? base64Decoded() : null;
        return decoded == null ? body : new String(decoded, StandardCharsets.UTF_8);
    }

    /** Null if it is not base64 after all; then the body is read as it is. */
    private byte @Nullable [] base64Decoded() {
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static boolean mayNameAToken(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").endsWith("token");
    }

    private static String percentDecoded(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}

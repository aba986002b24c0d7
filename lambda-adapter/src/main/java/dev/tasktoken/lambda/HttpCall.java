package dev.tasktoken.lambda;

import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.HttpCredentials;
import dev.tasktoken.internal.TokenLike;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An API call, independent of its payload format. Uses no type of the events library. */
final class HttpCall {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String FORM = "application/x-www-form-urlencoded";

    private final String body;
    private final boolean base64;
    private final Map<String, Set<String>> attributes = new LinkedHashMap<>();
    private boolean form;

    HttpCall(@Nullable String body, boolean base64) {
        this.body = body == null ? "" : body;
        this.base64 = base64;
    }

    /** Refuses the safe methods of RFC 9110, which programs use on their own. An unknown method is not refused. */
    static void refuseSafeMethod(@Nullable String method) {
        if (method != null && SAFE_METHODS.contains(method.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "A GET, HEAD, OPTIONS or TRACE must not answer a task: mail scanners and"
                            + " browsers follow links on their own. Show a page that posts the decision, and process that call");
        }
    }

    void addHeader(@Nullable String name, @Nullable String value) {
        if (name == null) {
            return;
        }
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (value != null && lowerCase.equals("content-type")) {
            form |= value.regionMatches(true, 0, FORM, 0, FORM.length());
        }
        if (!HttpCredentials.isOne(lowerCase)) {
            addParameter(name, value);
        }
    }

    /** Splits the values of one name, which an HTTP API joins with commas. A token has no comma. */
    void addParameter(@Nullable String name, @Nullable String value) {
        if (name == null || value == null) {
            if (name != null && endsInToken(name)) {
                add(name, "");
            }
        } else if (endsInToken(name) && value.indexOf(',') >= 0) {
            for (String part : value.split(",", -1)) {
                add(name, part.strip());
            }
        } else {
            add(name, value);
        }
    }

    /**
     * Decodes a path parameter, because some APIs are reported to pass it on encoded. A token has no percent sign, so
     * decoding it is harmless (inferred).
     */
    void addPathParameter(@Nullable String name, @Nullable String value) {
        addParameter(name, value == null ? null : percentDecoded(value));
    }

    /** Where no parameter is named, a token in the path is seen all the same, and rivals those of the body. */
    void addPath(@Nullable String path) {
        if (path != null && path.length() >= TokenLike.SHORTEST) {
            addPathParameter("path", path);
        }
    }

    Delivery.Builder delivery() {
        Delivery.Builder delivery = form ? Delivery.builder(FormBody.asJson(text())) : raw();
        attributes.forEach((name, values) -> {
            if (values.isEmpty() && endsInToken(name)) {
                delivery.attribute(name, ""); // then core finds no token elsewhere in its place
            }
            String unique = values.size() == 1 ? name : differentName(name);
            for (String value : values) {
                delivery.attribute(unique, value);
                unique = differentName(unique);
            }
        });
        return delivery;
    }

    /**
     * Returns another attribute name that core treats as the same, because it ignores {@code _}. No attribute keeps the
     * exact name, so a reader that asks for it finds none instead of the first of several.
     */
    private String differentName(String name) {
        String other = name + "_";
        while (attributes.containsKey(other)) {
            other += "_";
        }
        return other;
    }

    /**
     * Keeps at most two different values, which are enough to report an ambiguity, and all that are long enough for a
     * token. Ignores an empty value.
     */
    private void add(String name, String value) {
        Set<String> values = attributes.computeIfAbsent(name, n -> new LinkedHashSet<>());
        if (!value.isEmpty() && (values.size() < 2 || value.length() >= TokenLike.SHORTEST)) {
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

    /** Decodes the body; null if it is not base64, and then it is read unchanged. */
    private byte @Nullable [] base64Decoded() {
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * Returns whether a parameter's name is any kind of token's. Such a parameter is kept even if it is empty or a
     * list, so that core decides about it: core alone knows which names are a task token's.
     */
    static boolean endsInToken(String name) {
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

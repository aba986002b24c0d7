package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/** The intrinsic functions that make texts or read them. */
final class TextFunctions {
    private static final int LONGEST_TEXT = 10_000;
    private static final Set<String> ALGORITHMS = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

    private TextFunctions() {}

    /**
     * Puts values in where the template has {@code {}}: a text as it is, an object as the text of a Java map
     * (recorded).
     */
    static JsonNode format(IntrinsicFunction.Arguments call) {
        String template = call.text(0);
        StringBuilder text = new StringBuilder();
        int used = 0;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '\\' && i + 1 < template.length()) {
                text.append(template.charAt(++i));
            } else if (template.startsWith("{}", i)) {
                used++;
                i++;
                text.append(used < call.values().size() ? shown(call.any(used)) : "");
            } else {
                text.append(c);
            }
        }
        if (used != call.values().size() - 1) {
            throw call.failure(
                    "it has " + (call.values().size() - 1) + " arguments for " + used + " occurrences of {}");
        }
        return Json.NODES.textNode(text.toString());
    }

    private static String shown(JsonNode value) {
        return value.isContainerNode()
                ? String.valueOf(Json.MAPPER.convertValue(value, Object.class))
                : Json.textOf(value);
    }

    /** A blank text is null, as recorded. */
    static JsonNode parse(IntrinsicFunction.Arguments call) {
        String text = call.text(0);
        return text.isBlank()
                ? Json.NODES.nullNode()
                : Json.parse(text).orElseThrow(() -> call.failure("its argument is not JSON"));
    }

    static JsonNode encode(IntrinsicFunction.Arguments call) {
        byte[] bytes = limited(call).getBytes(StandardCharsets.UTF_8);
        return Json.NODES.textNode(Base64.getEncoder().encodeToString(bytes));
    }

    static JsonNode decode(IntrinsicFunction.Arguments call) {
        try {
            byte[] bytes = Base64.getDecoder().decode(limited(call));
            return Json.NODES.textNode(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw call.failure("its argument is not base64");
        }
    }

    static JsonNode hash(IntrinsicFunction.Arguments call) {
        String text = Json.textOf(call.any(0));
        String algorithm = call.text(1);
        call.require(0, text.length() <= LONGEST_TEXT, "at most 10,000 characters");
        call.require(1, ALGORITHMS.contains(algorithm), "one of MD5, SHA-1, SHA-256, SHA-384 and SHA-512");
        return Json.NODES.textNode(digest(text, algorithm));
    }

    static String digest(String text, String algorithm) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("the algorithm was checked", e);
        }
    }

    static boolean isAlgorithm(String name) {
        return ALGORITHMS.contains(name);
    }

    private static String limited(IntrinsicFunction.Arguments call) {
        String text = call.text(0);
        call.require(0, text.length() <= LONGEST_TEXT, "at most 10,000 characters");
        return text;
    }
}

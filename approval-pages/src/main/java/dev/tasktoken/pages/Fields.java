package dev.tasktoken.pages;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a query string or of a form. */
final class Fields {
    private static final int MOST = 100;
    private static final Fields NONE = new Fields(Map.of());

    private final Map<String, List<String>> values;

    private Fields(Map<String, List<String>> values) {
        this.values = values;
    }

    static Fields none() {
        return NONE;
    }

    static Fields of(Map<String, List<String>> values) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, all) -> copy.put(name, List.copyOf(all)));
        return new Fields(copy);
    }

    /** Leaves out what is not well encoded, and all fields after the first hundred. */
    static Fields parse(String encoded) {
        return parse(encoded.split("&", MOST + 1), MOST);
    }

    /** As a container does, which bounds what it reads itself. */
    static Fields parseAll(String encoded) {
        return parse(encoded.split("&", -1), Integer.MAX_VALUE);
    }

    private static Fields parse(String[] fields, int most) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(fields.length, most); i++) {
            int equals = fields[i].indexOf('=');
            if (equals > 0) {
                add(values, fields[i].substring(0, equals), fields[i].substring(equals + 1));
            }
        }
        return new Fields(values);
    }

    private static void add(Map<String, List<String>> values, String name, String value) {
        try {
            String decoded = URLDecoder.decode(value, StandardCharsets.UTF_8);
            values.computeIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), n -> new ArrayList<>())
                    .add(decoded);
        } catch (IllegalArgumentException e) {
            // no field: the page asks again
        }
    }

    int count(String name) {
        return values.getOrDefault(name, List.of()).size();
    }

    boolean has(String name) {
        return count(name) > 0;
    }

    /** Two values are none: nobody could say which of them was meant. */
    String only(String name) {
        return count(name) == 1 ? values.getOrDefault(name, List.of()).get(0) : "";
    }
}

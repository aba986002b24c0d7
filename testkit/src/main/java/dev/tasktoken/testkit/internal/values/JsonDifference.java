package dev.tasktoken.testkit.internal.values;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where two JSON values differ, place by place. Numbers are compared by value, so 1 and 1.0 are the same; the order of
 * an object's keys does not count, that of an array's items does.
 */
public final class JsonDifference {
    private static final int LONGEST_VALUE = 200;
    private static final int MOST_PLACES = 20;

    private final List<String> places = new ArrayList<>();

    private JsonDifference() {}

    /** The places, each a JSON Pointer with what is wrong there; empty if the values are equal. */
    public static List<String> between(JsonNode expected, JsonNode actual) {
        JsonDifference difference = new JsonDifference();
        difference.compare("", expected, actual);
        return difference.places.size() <= MOST_PLACES ? difference.places : difference.firstPlaces();
    }

    private List<String> firstPlaces() {
        List<String> first = new ArrayList<>(places.subList(0, MOST_PLACES));
        first.add("... and " + (places.size() - MOST_PLACES) + " more places");
        return first;
    }

    private void compare(String path, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            compareFields(path, expected, actual);
        } else if (expected.isArray() && actual.isArray()) {
            compareItems(path, expected, actual);
        } else if (!sameValue(expected, actual)) {
            add(path, "expected " + shown(expected) + " but was " + shown(actual));
        }
    }

    private void compareFields(String path, JsonNode expected, JsonNode actual) {
        Set<String> names = new LinkedHashSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        actual.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            compareBoth(
                    path + "/" + name.replace("~", "~0").replace("/", "~1"), expected.path(name), actual.path(name));
        }
    }

    private void compareItems(String path, JsonNode expected, JsonNode actual) {
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            compareBoth(path + "/" + i, expected.path(i), actual.path(i));
        }
    }

    private void compareBoth(String path, JsonNode expected, JsonNode actual) {
        if (actual.isMissingNode()) {
            add(path, "expected " + shown(expected) + " but is missing");
        } else if (expected.isMissingNode()) {
            add(path, "was not expected: " + shown(actual));
        } else {
            compare(path, expected, actual);
        }
    }

    private static boolean sameValue(JsonNode expected, JsonNode actual) {
        if (expected.isNumber() && actual.isNumber()) {
            return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        return expected.equals(actual);
    }

    private void add(String path, String complaint) {
        places.add(path.isEmpty() ? complaint : TokenMask.hide(path) + " " + complaint);
    }

    /** A value in a message: without tokens, and only its start if it is long. */
    public static String shown(JsonNode value) {
        return cut(TokenMask.hide(Json.write(value)), LONGEST_VALUE);
    }

    public static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }
}

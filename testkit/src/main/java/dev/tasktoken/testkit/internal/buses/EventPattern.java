package dev.tasktoken.testkit.internal.buses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads event patterns (EventBridge user guide, "Event patterns"). All fields must match, of a list any element. */
final class EventPattern {
    private EventPattern() {}

    static Predicate<JsonNode> read(JsonNode pattern) {
        if (!pattern.isObject() || pattern.isEmpty()) {
            throw new IllegalArgumentException("an event pattern is an object with at least one field");
        }
        Predicate<JsonNode> all = event -> true;
        for (var entry : pattern.properties()) {
            all = all.and(
                    entry.getKey().equals("$or") ? any(entry.getValue()) : field(entry.getKey(), entry.getValue()));
        }
        return all;
    }

    private static Predicate<JsonNode> any(JsonNode alternatives) {
        List<Predicate<JsonNode>> read = new ArrayList<>();
        alternatives.forEach(alternative -> read.add(read(alternative)));
        return event -> read.stream().anyMatch(one -> one.test(event));
    }

    private static Predicate<JsonNode> field(String name, JsonNode wanted) {
        if (wanted.isObject()) {
            Predicate<JsonNode> inner = read(wanted);
            return event -> values(event.path(name)).anyMatch(inner);
        }
        if (!wanted.isArray() || wanted.isEmpty()) {
            throw new IllegalArgumentException("the field " + name + " of an event pattern needs a list");
        }
        Predicate<JsonNode> any = event -> false;
        for (JsonNode element : wanted) {
            any = any.or(element(name, element));
        }
        return any;
    }

    private static Predicate<JsonNode> element(String name, JsonNode element) {
        if (element.path("exists").isBoolean()) {
            boolean exists = element.path("exists").booleanValue();
            return event -> event.has(name) == exists;
        }
        Predicate<JsonNode> test = ValueTest.of(element);
        return event -> event.has(name) && values(event.path(name)).anyMatch(test);
    }

    /** A list in an event matches by any of its elements. */
    private static Stream<JsonNode> values(JsonNode value) {
        return value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value);
    }
}

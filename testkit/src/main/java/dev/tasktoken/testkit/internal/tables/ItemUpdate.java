package dev.tasktoken.testkit.internal.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** An update expression: {@code SET #n = #n + :one, seen = list_append(seen, :more) REMOVE old}. */
final class ItemUpdate {
    private static final Set<String> CLAUSES = Set.of("SET", "REMOVE", "ADD", "DELETE");

    private final ExpressionReader reader;
    private final Set<String> attributes = new LinkedHashSet<>();
    private final List<BiConsumer<ObjectNode, ObjectNode>> actions = new ArrayList<>();

    private ItemUpdate(ExpressionReader reader) {
        this.reader = reader;
    }

    static ItemUpdate read(String text, Placeholders placeholders) {
        ItemUpdate update = new ItemUpdate(new ExpressionReader("UpdateExpression", text, placeholders));
        Set<String> seen = new LinkedHashSet<>();
        do {
            String clause = update.reader.take().toUpperCase(Locale.ROOT);
            if (!CLAUSES.contains(clause)) {
                throw update.reader.syntax();
            }
            if (!seen.add(clause)) {
                throw update.reader.invalid(
                        "The \"" + clause + "\" section can only be used once in an update expression;");
            }
            do {
                update.readAction(clause);
            } while (update.reader.takes(","));
        } while (!update.reader.isAtEnd());
        return update;
    }

    /** The attributes that are changed. */
    Set<String> attributes() {
        return attributes;
    }

    /** Changes an item; values are taken from what it was before. */
    void apply(ObjectNode item) {
        ObjectNode before = item.deepCopy();
        actions.forEach(action -> action.accept(before, item));
    }

    private void readAction(String clause) {
        DocumentPath path = reader.path();
        attributes.add(path.attribute());
        switch (clause) {
            case "SET" -> {
                reader.require("=");
                Operand value = sum();
                actions.add((before, item) -> path.set(item, required(value, before)));
            }
            case "REMOVE" -> actions.add((before, item) -> path.remove(item));
            case "ADD" -> {
                JsonNode value = reader.value();
                actions.add((before, item) -> path.set(item, added(path.find(before), value)));
            }
            default -> {
                JsonNode value = reader.value();
                actions.add((before, item) -> path.find(before).ifPresent(old -> delete(path, item, old, value)));
            }
        }
    }

    private Operand sum() {
        Operand left = operand();
        if (reader.takes("+")) {
            Operand right = operand();
            return item ->
                    Optional.of(number(left, item).add(number(right, item))).map(AttributeValues::number);
        }
        if (reader.takes("-")) {
            Operand right = operand();
            return item -> Optional.of(number(left, item).subtract(number(right, item)))
                    .map(AttributeValues::number);
        }
        return left;
    }

    private Operand operand() {
        if (!reader.isFunction()) {
            return Operand.read(reader);
        }
        String name = reader.take();
        reader.require("(");
        Operand first = operand();
        reader.require(",");
        Operand second = operand();
        reader.require(")");
        return switch (name) {
            case "if_not_exists" -> item -> first.in(item).or(() -> second.in(item));
            case "list_append" -> item -> Optional.of(appended(required(first, item), required(second, item)));
            default -> throw reader.invalid("Invalid function name; function: " + name);
        };
    }

    private static JsonNode required(Operand operand, ObjectNode item) {
        return operand.in(item)
                .orElseThrow(() -> TableException.validation(
                        "The provided expression refers to an attribute that does not exist in the item"));
    }

    private static BigDecimal number(Operand operand, ObjectNode item) {
        JsonNode value = required(operand, item);
        if (!value.has("N")) {
            throw wrongType();
        }
        return AttributeValues.decimal(value);
    }

    private static JsonNode appended(JsonNode first, JsonNode second) {
        if (!(first.get("L") instanceof ArrayNode head) || !(second.get("L") instanceof ArrayNode tail)) {
            throw wrongType();
        }
        return Json.object().set("L", Json.NODES.arrayNode().addAll(head).addAll(tail));
    }

    private static JsonNode added(Optional<JsonNode> old, JsonNode value) {
        if (!value.has("N") && !AttributeValues.isSet(value)) {
            throw wrongType();
        }
        if (old.isEmpty()) {
            return value;
        }
        String type = AttributeValues.type(value);
        if (!old.get().has(type)) {
            throw wrongType();
        }
        if (type.equals("N")) {
            return AttributeValues.number(AttributeValues.decimal(old.get()).add(AttributeValues.decimal(value)));
        }
        Set<JsonNode> union = new LinkedHashSet<>();
        old.get().get(type).forEach(union::add);
        value.get(type).forEach(union::add);
        return Json.object().set(type, Json.NODES.arrayNode().addAll(union));
    }

    /** Takes elements out of a set; a set without elements is no attribute. */
    private static void delete(DocumentPath path, ObjectNode item, JsonNode old, JsonNode value) {
        String type = AttributeValues.type(value);
        if (!AttributeValues.isSet(value) || !old.has(type)) {
            throw wrongType();
        }
        ArrayNode left = Json.NODES.arrayNode();
        Set<JsonNode> gone = AttributeValues.elements(value);
        old.get(type).forEach(element -> {
            if (!gone.contains(element)) {
                left.add(element);
            }
        });
        if (left.isEmpty()) {
            path.remove(item);
        } else {
            path.set(item, Json.object().set(type, left));
        }
    }

    private static TableException wrongType() {
        return TableException.validation("An operand in the update expression has an incorrect data type");
    }
}

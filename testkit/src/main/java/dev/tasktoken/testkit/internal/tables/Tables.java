package dev.tasktoken.testkit.internal.tables;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.integrations.LocalTables;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The tables, and the operations on one item of them. Thread-safe. */
public final class Tables implements LocalTables {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

    private final Map<String, Table> byName = new HashMap<>();

    @Override
    public synchronized LocalTables create(String name, String... key) {
        if (!NAME.matcher(requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("not the name of a table: " + name);
        }
        if (key.length < 1 || key.length > 2) {
            throw new IllegalArgumentException("a key has one attribute or two, not " + key.length);
        }
        byName.put(name, new Table(List.of(key)));
        return this;
    }

    @Override
    public synchronized void put(String table, Object item) {
        Table found = existing(table);
        try {
            ObjectNode attributes = AttributeValues.attributes(Json.parse(Json.writeValue(item))
                    .orElseThrow(() -> TableException.validation("The item is no JSON")));
            found.put(found.keyOf(attributes), attributes);
        } catch (TableException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public synchronized List<JsonNode> items(String table) {
        return existing(table).items();
    }

    private Table existing(String name) {
        Table table = byName.get(requireNonNull(name, "table"));
        if (table == null) {
            throw new IllegalArgumentException("there is no table " + name + ", but " + byName.keySet());
        }
        return table;
    }

    /** GetItem: no member Item if there is none. */
    public synchronized ObjectNode getItem(JsonNode parameters) {
        ItemRequest request = new ItemRequest(parameters);
        Table table = table(request);
        ObjectNode item = table.get(table.requireKey(request.attributes("Key")));
        ObjectNode response = Json.object();
        if (item != null) {
            ObjectNode found = request.text("ProjectionExpression")
                    .map(text -> Projection.of(item, text, request.placeholders()))
                    .orElse(item);
            response.set("Item", found.deepCopy());
        }
        return response;
    }

    public synchronized ObjectNode putItem(JsonNode parameters) {
        ItemRequest request = new ItemRequest(parameters);
        Table table = table(request);
        ObjectNode item = request.attributes("Item");
        ObjectNode key = table.keyOf(item);
        ObjectNode old = request.checkedOld(table.get(key));
        ObjectNode response = request.returned(old, item, List.of());
        table.put(key, item);
        return response;
    }

    public synchronized ObjectNode deleteItem(JsonNode parameters) {
        ItemRequest request = new ItemRequest(parameters);
        Table table = table(request);
        ObjectNode key = table.requireKey(request.attributes("Key"));
        ObjectNode old = request.checkedOld(table.get(key));
        table.remove(key);
        return request.returned(old, Json.object(), List.of());
    }

    /** UpdateItem: an item that is not there begins with its key. */
    public synchronized ObjectNode updateItem(JsonNode parameters) {
        ItemRequest request = new ItemRequest(parameters);
        Table table = table(request);
        ObjectNode key = table.requireKey(request.attributes("Key"));
        ItemUpdate update = request.update();
        update.attributes().stream().filter(table::isKey).findFirst().ifPresent(name -> {
            throw TableException.validation("One or more parameter values were invalid: Cannot update attribute " + name
                    + ". This attribute is part of the key");
        });
        ObjectNode old = request.checkedOld(table.get(key));
        ObjectNode item = old.isEmpty() ? key.deepCopy() : old.deepCopy();
        update.apply(item);
        table.put(key, item);
        return request.returned(old, item, update.attributes());
    }

    private Table table(ItemRequest request) {
        String name = request.text("TableName").orElseThrow(() -> ItemRequest.nullMember("tableName"));
        if (!NAME.matcher(name).matches()) {
            throw TableException.validation("1 validation error detected: Value '" + name
                    + "' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern:"
                    + " [a-zA-Z0-9_.-]+");
        }
        Table table = byName.get(name);
        if (table == null) {
            throw TableException.noTable();
        }
        return table;
    }
}

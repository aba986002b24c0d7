package dev.tasktoken.testkit.internal.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions on an item with every type of attribute. */
class TablesTest {
    private static final String ITEM = "{'id':{'S':'1'},'n':{'N':'5'},'s':{'S':'text'},'b':{'BOOL':true},"
            + "'l':{'L':[{'S':'a'},{'N':'2'}]},'m':{'M':{'x':{'N':'1'}}},'ss':{'SS':['p','q']},'ns':{'NS':['1','2']}}";
    private static final String VALUES = "{':n':{'N':'5.0'},':one':{'N':'1'},':six':{'N':'6'},':s':{'S':'text'},"
            + "':te':{'S':'te'},':a':{'S':'a'},':p':{'S':'p'},':N':{'S':'N'},':more':{'L':[{'S':'c'}]},"
            + "':ps':{'SS':['p','r']},':all':{'SS':['q','p']},':ones':{'NS':['1']}}";

    private final Tables tables = new Tables();

    @BeforeEach
    void anItem() {
        tables.create("items", "id");
        tables.put("items", json(ITEM));
    }

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"')).orElseThrow();
    }

    /** A request about the item with those of the values that its expression uses. */
    private static ObjectNode request(String member, String expression) {
        ObjectNode request = Json.object().put("TableName", "items").put(member, expression);
        request.set("Key", json("{'id':{'S':'1'}}"));
        ObjectNode values = request.putObject("ExpressionAttributeValues");
        json(VALUES).properties().stream()
                .filter(entry -> expression.matches(".*" + entry.getKey() + "\\b.*"))
                .forEach(entry -> values.set(entry.getKey(), entry.getValue()));
        if (expression.contains("#x")) {
            request.putObject("ExpressionAttributeNames").put("#x", "x");
        }
        return request;
    }

    private ObjectNode checked(String condition) {
        ObjectNode request = request("ConditionExpression", condition);
        request.set("Item", json("{'id':{'S':'1'}}"));
        return tables.putItem(request);
    }

    private JsonNode updated(String expression) {
        tables.updateItem(request("UpdateExpression", expression));
        return tables.items("items").get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attribute_exists(id)",
                "attribute_exists(m.x) AND attribute_exists(l[1])",
                "attribute_not_exists(gone) and attribute_not_exists(m.gone)",
                "n = :n",
                "n <> :one",
                "gone <> :one",
                "n < :six AND n <= :n AND n > :one AND n >= :n",
                "n BETWEEN :one AND :six",
                "n IN (:one, :n)",
                "NOT n = :one",
                "n = :one OR (n = :n AND s = :s)",
                "begins_with(s, :te)",
                "contains(s, :te)",
                "contains(l, :a)",
                "contains(ss, :p)",
                "size(l) > :one",
                "size(s) < :n",
                "attribute_type(n, :N)",
                "m.#x = :one",
                "ss = :all"
            })
    void aConditionHolds(String condition) {
        assertThat(checked(condition)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attribute_not_exists(id)",
                "n = :s",
                "n < :s",
                "gone = :one",
                "begins_with(n, :te)",
                "contains(n, :one)",
                "contains(ss, :te)",
                "contains(ns, :p)",
                "attribute_type(s, :N)",
                "b < :one",
                "n BETWEEN :six AND :six",
                "n IN (:one)"
            })
    void aConditionDoesNotHold(String condition) {
        assertThatThrownBy(() -> checked(condition))
                .isInstanceOf(TableException.class)
                .hasMessage("The conditional request failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET n = n + :one | /n | {'N':'6'}",
                "SET n = :six - n, x2 = n | /n | {'N':'1'}",
                "set m.#x = :s | /m | {'M':{'x':{'S':'text'}}}",
                "SET m.y = m.#x | /m/M/y | {'N':'1'}",
                "SET l[0] = :one | /l | {'L':[{'N':'1'},{'N':'2'}]}",
                "SET l[9] = :one | /l | {'L':[{'S':'a'},{'N':'2'},{'N':'1'}]}",
                "SET l = list_append(l, :more) | /l | {'L':[{'S':'a'},{'N':'2'},{'S':'c'}]}",
                "SET n = if_not_exists(n, :one) | /n | {'N':'5'}",
                "SET c = if_not_exists(c, :one) + :one | /c | {'N':'2'}",
                "ADD n :six | /n | {'N':'11'}",
                "ADD c :six | /c | {'N':'6'}",
                "ADD ss :ps | /ss | {'SS':['p','q','r']}",
                "DELETE ss :ps | /ss | {'SS':['q']}",
                "REMOVE l[0] | /l | {'L':[{'N':'2'}]}",
                "REMOVE m.#x SET n = :one | /m | {'M':{}}"
            })
    void anUpdateChangesTheItem(String expression, String place, String value) {
        assertThat(updated(expression).at(place)).isEqualTo(json(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REMOVE s, n", "DELETE ss :all REMOVE s"})
    void whatIsRemovedIsGone(String expression) {
        assertThat(updated(expression).has("s")).isFalse();
    }

    @Test
    void anUpdateCreatesTheItemWithItsKey() {
        ObjectNode request = request("UpdateExpression", "SET n = :one");
        request.set("Key", json("{'id':{'S':'2'}}"));

        assertThat(tables.updateItem(request.put("ReturnValues", "ALL_NEW")))
                .isEqualTo(json("{'Attributes':{'id':{'S':'2'},'n':{'N':'1'}}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALL_OLD | {'Attributes':{'id':{'S':'1'},'n':{'N':'1'}}}",
                "ALL_NEW | {'Attributes':{'id':{'S':'1'},'n':{'N':'6'},'c':{'N':'6'}}}",
                "UPDATED_OLD | {'Attributes':{'n':{'N':'1'}}}",
                "UPDATED_NEW | {'Attributes':{'n':{'N':'6'},'c':{'N':'6'}}}",
                "NONE | {}"
            })
    void anUpdateReturnsWhatIsAskedFor(String returnValues, String response) {
        tables.put("items", "{\"id\":{\"S\":\"1\"},\"n\":{\"N\":\"01.0\"}}");
        ObjectNode request =
                request("UpdateExpression", "SET n = :six, c = :six").put("ReturnValues", returnValues);

        assertThat(tables.updateItem(request)).isEqualTo(json(response));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET | Invalid UpdateExpression: Syntax error",
                "SET n : one | Invalid UpdateExpression: Syntax error",
                "PUT n :one | Invalid UpdateExpression: Syntax error",
                "SET n = :one SET s = :s | can only be used once",
                "SET n = :gone | is not defined; attribute value: :gone",
                "SET #gone = :one | is not defined; attribute name: #gone",
                "SET n = gone + :one | does not exist in the item",
                "SET n = s + :one | incorrect data type",
                "SET l = list_append(n, :more) | incorrect data type",
                "SET n = other(n, :one) | Invalid function name; function: other",
                "SET gone.y = :one | invalid for update",
                "SET n.y = :one | invalid for update",
                "REMOVE n[0] | invalid for update",
                "SET l[x] = :one | Syntax error",
                "ADD s :s | incorrect data type",
                "ADD s :one | incorrect data type",
                "DELETE n :one | incorrect data type",
                "SET id = :s | Cannot update attribute id"
            })
    void anUpdateThatCannotBeIsRefused(String expression, String problem) {
        assertThatThrownBy(() -> updated(expression))
                .isInstanceOf(TableException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n =", "n = :one n", "other(n)", "n ! :one", "n LIKE :one", "(n = :one", "n IN :one"})
    void aConditionThatCannotBeReadIsRefused(String condition) {
        assertThatThrownBy(() -> checked(condition))
                .isInstanceOf(TableException.class)
                .hasMessageStartingWith("Invalid ConditionExpression: ");
    }

    @Test
    void aValueThatNothingUsesIsRefused() {
        ObjectNode request = request("UpdateExpression", "SET n = :one");
        ((ObjectNode) request.get("ExpressionAttributeValues")).set(":unused", json("{'N':'1'}"));

        assertThatThrownBy(() -> tables.updateItem(request))
                .hasMessage("Value provided in ExpressionAttributeValues unused in expressions: keys: {:unused}");
    }

    @Test
    void aProjectionReturnsSomeAttributes() {
        ObjectNode request = request("ProjectionExpression", "n, m.#x, gone");

        assertThat(tables.getItem(request)).isEqualTo(json("{'Item':{'n':{'N':'5'},'m':{'M':{'x':{'N':'1'}}}}}"));
        assertThatThrownBy(() -> tables.getItem(request("ProjectionExpression", "n m")))
                .hasMessage("Invalid ProjectionExpression: Syntax error");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'id':{'S':'1'},'a':{}} | exactly one of the supported datatypes",
                "{'id':{'S':'1'},'a':1} | exactly one of the supported datatypes",
                "{'id':{'S':'1'},'a':{'X':'1'}} | unknown datatype X",
                "{'id':{'S':'1'},'a':{'N':'x'}} | cannot be converted to a numeric value",
                "{'id':{'S':'1'},'a':{'SS':[]}} | may not be empty",
                "{'id':{'S':'1'},'a':{'NS':['1','1.0']}} | contains duplicates",
                "{'id':{'BOOL':true}} | Type mismatch for key id",
                "{'id':{'S':''}} | cannot contain an empty string value"
            })
    void anItemThatCannotBeIsRefused(String item, String problem) {
        ObjectNode request = Json.object().put("TableName", "items");
        request.set("Item", json(item));

        assertThatThrownBy(() -> tables.putItem(request))
                .isInstanceOf(TableException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aKeyIsExactlyTheKey() {
        ObjectNode request = Json.object().put("TableName", "items");
        request.set("Key", json("{'id':{'S':'1'},'n':{'N':'5'}}"));

        assertThatThrownBy(() -> tables.getItem(request))
                .hasMessage("The provided key element does not match the schema");
        assertThatThrownBy(() -> tables.getItem(Json.object())).hasMessageContaining("Value null at 'tableName'");
    }

    @Test
    void otherReturnValuesAreRefused() {
        ObjectNode request = request("UpdateExpression", "SET n = :one").put("ReturnValues", "SOME");

        assertThatThrownBy(() -> tables.updateItem(request)).hasMessageContaining("'returnValues'");
    }
}

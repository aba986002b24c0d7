package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.SimilarName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The intrinsic functions with the limits of the developer guide ("Intrinsic functions"). */
final class IntrinsicFunctions {
    private static final int LONGEST_RANGE = 1000;
    private static final int ANY_NUMBER = Integer.MAX_VALUE;

    private static final Map<String, IntrinsicFunction> BY_NAME = List.of(
                    function("Format", 1, ANY_NUMBER, TextFunctions::format),
                    function("StringToJson", 1, 1, TextFunctions::parse),
                    function("JsonToString", 1, 1, call -> Json.NODES.textNode(Json.write(call.any(0)))),
                    function("StringSplit", 2, 2, IntrinsicFunctions::split),
                    function("Base64Encode", 1, 1, TextFunctions::encode),
                    function("Base64Decode", 1, 1, TextFunctions::decode),
                    function("Hash", 2, 2, TextFunctions::hash),
                    function(
                            "UUID",
                            0,
                            0,
                            call -> Json.NODES.textNode(UUID.randomUUID().toString())),
                    function("Array", 0, ANY_NUMBER, call -> list(call.values())),
                    function("ArrayPartition", 2, 2, IntrinsicFunctions::partition),
                    function("ArrayContains", 2, 2, IntrinsicFunctions::contains),
                    function("ArrayRange", 3, 3, IntrinsicFunctions::range),
                    function("ArrayGetItem", 2, 2, IntrinsicFunctions::item),
                    function(
                            "ArrayLength",
                            1,
                            1,
                            call -> Json.NODES.numberNode(call.array(0).size())),
                    function("ArrayUnique", 1, 1, IntrinsicFunctions::unique),
                    function("JsonMerge", 3, 3, IntrinsicFunctions::merge),
                    function("MathRandom", 2, 3, IntrinsicFunctions::random),
                    function("MathAdd", 2, 2, IntrinsicFunctions::add))
            .stream()
            .collect(Collectors.toUnmodifiableMap(IntrinsicFunction::name, Function.identity()));

    private IntrinsicFunctions() {}

    static IntrinsicFunction find(String name) {
        IntrinsicFunction function = BY_NAME.get(name);
        if (function == null) {
            throw new IllegalArgumentException(
                    "there is no function States." + name + SimilarName.suggestion(name, BY_NAME.keySet()));
        }
        return function;
    }

    private static IntrinsicFunction function(
            String name, int fewest, int most, Function<IntrinsicFunction.Arguments, JsonNode> body) {
        return new IntrinsicFunction(name, fewest, most, body);
    }

    /** Every character of the second argument divides, and nothing is kept between two of them (recorded). */
    private static JsonNode split(IntrinsicFunction.Arguments call) {
        ArrayNode parts = Json.NODES.arrayNode();
        StringTokenizer tokens = new StringTokenizer(call.text(0), call.text(1));
        while (tokens.hasMoreTokens()) {
            parts.add(tokens.nextToken());
        }
        return parts;
    }

    private static JsonNode partition(IntrinsicFunction.Arguments call) {
        ArrayNode elements = call.array(0);
        int size = call.integer(1);
        call.require(1, size > 0, "positive");
        ArrayNode chunks = Json.NODES.arrayNode();
        for (int i = 0; i < elements.size(); i++) {
            ArrayNode chunk = i % size == 0 ? chunks.addArray() : (ArrayNode) chunks.get(chunks.size() - 1);
            chunk.add(elements.get(i));
        }
        return chunks;
    }

    private static JsonNode contains(IntrinsicFunction.Arguments call) {
        JsonNode wanted = call.any(1);
        for (JsonNode element : call.array(0)) {
            if (element.equals(wanted)) {
                return Json.NODES.booleanNode(true);
            }
        }
        return Json.NODES.booleanNode(false);
    }

    private static JsonNode range(IntrinsicFunction.Arguments call) {
        long first = call.integer(0);
        long last = call.integer(1);
        long step = call.integer(2);
        call.require(2, step != 0, "other than zero");
        ArrayNode range = Json.NODES.arrayNode();
        for (long value = first; step > 0 ? value <= last : value >= last; value += step) {
            if (range.size() == LONGEST_RANGE) {
                throw call.failure("the range has more than " + LONGEST_RANGE + " elements");
            }
            range.add((int) value);
        }
        return range;
    }

    private static JsonNode item(IntrinsicFunction.Arguments call) {
        ArrayNode elements = call.array(0);
        int index = call.integer(1);
        call.require(1, index >= 0 && index < elements.size(), "an index of the array");
        return elements.get(index);
    }

    private static JsonNode unique(IntrinsicFunction.Arguments call) {
        Set<JsonNode> seen = new LinkedHashSet<>();
        call.array(0).forEach(seen::add);
        return list(seen);
    }

    private static JsonNode merge(IntrinsicFunction.Arguments call) {
        call.require(0, call.any(0).isObject(), "an object");
        call.require(1, call.any(1).isObject(), "an object");
        call.require(2, !call.flag(2), "false, deep merging is not supported");
        ObjectNode merged = call.any(0).deepCopy();
        return merged.setAll((ObjectNode) call.any(1));
    }

    /** The first argument is a possible result, the second is not. */
    private static JsonNode random(IntrinsicFunction.Arguments call) {
        int start = call.integer(0);
        int end = call.integer(1);
        call.require(1, end > start, "greater than the first");
        Random random = call.values().size() == 3 ? new Random(call.integer(2)) : ThreadLocalRandom.current();
        return Json.NODES.numberNode((int) (start + random.nextLong((long) end - start)));
    }

    private static JsonNode add(IntrinsicFunction.Arguments call) {
        long sum = (long) call.integer(0) + call.integer(1);
        if (sum != (int) sum) {
            throw call.failure("the sum is not between -2147483648 and 2147483647");
        }
        return Json.NODES.numberNode((int) sum);
    }

    private static ArrayNode list(Iterable<JsonNode> values) {
        ArrayNode list = Json.NODES.arrayNode();
        values.forEach(list::add);
        return list;
    }
}

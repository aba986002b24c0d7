package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.List;
import java.util.function.Function;

/** One intrinsic function: its name, how many arguments it takes, and its result. */
record IntrinsicFunction(String name, int fewest, int most, Function<Arguments, JsonNode> body) {

    void checkCount(int count) {
        if (count < fewest || count > most) {
            throw new IllegalArgumentException("States." + name + " does not take " + count + " arguments");
        }
    }

    /** Whether braces mean something in the first argument, so that their escapes must be left in it. */
    boolean takesRawTemplate() {
        return name.equals("Format");
    }

    JsonNode call(List<JsonNode> values) {
        return body.apply(new Arguments(name, values));
    }

    /** The values of a call; one of the wrong type fails the state with States.IntrinsicFailure. */
    record Arguments(String function, List<JsonNode> values) {
        JsonNode any(int index) {
            return values.get(index);
        }

        String text(int index) {
            return require(index, any(index).isTextual(), "a string").textValue();
        }

        ArrayNode array(int index) {
            return (ArrayNode) require(index, any(index).isArray(), "an array");
        }

        /** An integer; another number is rounded to the nearest one. */
        int integer(int index) {
            double value = require(index, any(index).isNumber(), "a number").doubleValue();
            long rounded = Math.round(value);
            require(index, rounded == (int) rounded, "between -2147483648 and 2147483647");
            return (int) rounded;
        }

        boolean flag(int index) {
            return require(index, any(index).isBoolean(), "a boolean").booleanValue();
        }

        JsonNode require(int index, boolean holds, String what) {
            if (!holds) {
                throw failure("its argument " + (index + 1) + " must be " + what);
            }
            return any(index);
        }

        /** Says which function failed and why, without the values (the service's own words are not known). */
        StateFailure failure(String reason) {
            return StateFailure.intrinsic("The function 'States." + function + "' failed: " + reason);
        }

        @Override
        public String toString() {
            return "Arguments of States." + function;
        }
    }
}

package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A call of an intrinsic function, {@code States.Format('order {}', $.id)}; its arguments may be calls too. */
record IntrinsicCall(IntrinsicFunction function, List<Template> arguments) implements Template {

    static IntrinsicCall compile(AslObject asl, String field, String text) {
        try {
            return new IntrinsicParser(asl, field, text).parse();
        } catch (IllegalArgumentException e) {
            throw asl.refuse(
                    "The value for the field must be a valid JSONPath or a valid intrinsic function call ("
                            + e.getMessage() + ")",
                    field);
        }
    }

    @Override
    public JsonNode evaluate(JsonNode data, Scope scope) {
        List<JsonNode> values = arguments.stream()
                .map(argument -> argument.evaluate(data, scope))
                .toList();
        return function.call(values);
    }
}

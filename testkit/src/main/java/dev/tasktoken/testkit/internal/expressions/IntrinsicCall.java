package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A call of an intrinsic function, {@code States.Format('order {}', $.id)}; its arguments may be calls too. */
record IntrinsicCall(IntrinsicFunction function, List<PayloadTemplate> arguments) implements PayloadTemplate {

    @Override
    public JsonNode evaluate(JsonNode data, Scope scope) {
        List<JsonNode> values = arguments.stream()
                .map(argument -> argument.evaluate(data, scope))
                .toList();
        return function.call(values);
    }
}

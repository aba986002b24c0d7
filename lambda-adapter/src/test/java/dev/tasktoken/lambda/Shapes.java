package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.DeliveryShape;
import dev.tasktoken.testkit.LambdaContext;
import java.util.Map;

/** The kit's shapes as Lambda's own types would hold them. */
final class Shapes {
    static final Context CONTEXT = LambdaContext.of("orders").requestId("m-1");

    private Shapes() {}

    static JsonNode tree(DeliveryShape shape) {
        try {
            return Carries.JSON.readTree(shape.body());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Map<String, Object> map(DeliveryShape shape) {
        try {
            return Carries.JSON.readValue(shape.body(), new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

package dev.tasktoken.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import dev.tasktoken.internal.TokenName;
import java.lang.reflect.RecordComponent;

/** Refuses records that ask for the token among their payload: they would get null, for it is no part of that. */
final class TokenComponents {
    private TokenComponents() {}

    static void refuse(JavaType type) {
        if (!type.getRawClass().isRecord()) {
            return;
        }
        for (RecordComponent component : type.getRawClass().getRecordComponents()) {
            String name = nameOf(component);
            if (TokenName.of(name) == TokenName.STRONG) {
                throw new IllegalArgumentException(
                        "The component " + name + " of " + type.toCanonical()
                                + " is named like the task token, which is no part of the payload: take the component out,"
                                + " and the token from the handler's second parameter, (payload, task) -> ... task.taskToken()");
            }
        }
    }

    private static String nameOf(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null || property.value().isEmpty() ? component.getName() : property.value();
    }
}

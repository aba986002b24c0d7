package dev.tasktoken.delivery;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.tasktoken.internal.TokenName;

/** Refuses records that ask for the token among their payload: they would get null, for it is no part of that. */
final class TokenComponents {
    private TokenComponents() {}

    static void refuse(JavaType type, ObjectMapper mapper) {
        if (!type.getRawClass().isRecord()) {
            return;
        }
        for (BeanPropertyDefinition component :
                mapper.getDeserializationConfig().introspect(type).findProperties()) {
            String name = component.getName();
            if (TokenName.of(name) == TokenName.STRONG && component.couldDeserialize()) {
                throw new IllegalArgumentException(
                        "The component " + name + " of " + type.toCanonical()
                                + " is named like the task token, which is no part of the payload: take the component out,"
                                + " and the token from the handler's second parameter, (payload, task) -> ... task.taskToken()");
            }
        }
    }
}

package dev.tasktoken.delivery;

import dev.tasktoken.JsonCodec;
import dev.tasktoken.internal.TokenName;
import java.lang.reflect.Type;

/** Refuses records that ask for the token among their payload: they would get null, for it is no part of that. */
final class TokenComponents {
    private TokenComponents() {}

    static void refuse(Type type, JsonCodec codec) {
        for (String name : codec.componentNames(type)) {
            if (TokenName.of(name) == TokenName.STRONG) {
                throw new IllegalArgumentException(
                        "The component " + name + " of " + type.getTypeName()
                                + " is named like the task token, which is no part of the payload: take the component out,"
                                + " and the token from the handler's second parameter, (payload, task) -> ... task.taskToken()");
            }
        }
    }
}

package dev.tasktoken.delivery;

import dev.tasktoken.JsonCodec;
import dev.tasktoken.internal.TokenName;
import java.lang.reflect.Type;

/** Refuses records that ask for the token among their payload: they would get null, for it is no part of that. */
final class TokenComponents {
    private TokenComponents() {}

    static void refuse(Type type, JsonCodec codec, IdNames names) {
        for (String name : codec.componentNames(type)) {
            if (names.of(name) == TokenName.STRONG) {
                throw new IllegalArgumentException("The component " + name + " of " + type.getTypeName()
                        + " is named like the " + names.what() + ", which is no part of the payload: take the component"
                        + " out, and the " + (names.areOfTasks() ? "token" : "id")
                        + " from the handler's second parameter, (payload, task) -> ... task."
                        + (names.areOfTasks() ? "taskToken()" : "callbackId()"));
            }
        }
    }
}

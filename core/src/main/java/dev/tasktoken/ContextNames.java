package dev.tasktoken;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What a context object that the workflow passed on says of its execution and state, for log lines. */
final class ContextNames {
    private static final JsonPointer EXECUTION = JsonPointer.compile("/Execution/Id");
    private static final JsonPointer STATE = JsonPointer.compile("/State/Name");
    private static final int LONGEST = 256;

    private ContextNames() {}

    static Map<String, String> of(OpenedDelivery delivery) {
        if (delivery.contexts().isEmpty()) {
            return Map.of();
        }
        Map<String, String> names = new HashMap<>();
        OpenedDelivery.Context context = delivery.contexts().get(0);
        take(delivery, context, EXECUTION, TaskLogging.EXECUTION, names);
        take(delivery, context, STATE, TaskLogging.STATE, names);
        return names;
    }

    private static void take(
            OpenedDelivery delivery,
            OpenedDelivery.Context context,
            JsonPointer name,
            String key,
            Map<String, String> names) {
        try {
            JsonPointer place = context.place().append(name);
            PointerWalk.walk(delivery.mapper(), context.document(), place, (inside, at, parser) -> {
                if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    names.put(key, Printable.text(parser.getText(), LONGEST));
                }
            });
        } catch (IOException e) {
            names.remove(key); // log lines do without
        }
    }
}

package dev.tasktoken;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What the context object that came with a token says of its execution and state, for log lines. */
final class ContextNames {
    private static final JsonPointer EXECUTION = JsonPointer.compile("/Execution/Id");
    private static final JsonPointer STATE = JsonPointer.compile("/State/Name");
    private static final int LONGEST = 256;

    /** Shorter than any piece of a token that would help somebody. */
    private static final int HARMLESS = 16;

    private final TokenCandidate context;
    private final Map<String, String> names = new HashMap<>();

    private ContextNames(TokenCandidate context) {
        this.context = context;
    }

    /** Nothing, unless the token itself stands in a context object: another one may be the parent's. */
    static Map<String, String> of(UnwrappedDelivery delivery, TokenCandidate token) {
        for (TokenCandidate candidate : delivery.candidates()) {
            ContextObject context = candidate.context();
            if (context != null && candidate.value().equals(token.value())) {
                ContextNames found = new ContextNames(candidate);
                found.take(context, EXECUTION, TaskLogging.EXECUTION);
                found.take(context, STATE, TaskLogging.STATE);
                return found.names;
            }
        }
        return Map.of();
    }

    private void take(ContextObject object, JsonPointer name, String key) {
        try {
            for (PointerWalk.Hit hit : PointerWalk.walk(
                            object.document(), object.place().append(name))
                    .hits()) {
                if (hit.text() != null && !isOfTheToken(hit.text())) {
                    names.put(key, Printable.text(hit.text(), LONGEST));
                }
            }
        } catch (IOException e) {
            names.remove(key); // log lines do without
        }
    }

    private boolean isOfTheToken(String text) {
        String token = context.value();
        return text.contains(token) || (text.length() >= HARMLESS && token.contains(text));
    }
}

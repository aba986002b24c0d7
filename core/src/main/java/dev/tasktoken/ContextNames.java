package dev.tasktoken;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
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

    private final OpenedDelivery delivery;
    private final TokenCandidate context;
    private final Map<String, String> names = new HashMap<>();

    private ContextNames(OpenedDelivery delivery, TokenCandidate context) {
        this.delivery = delivery;
        this.context = context;
    }

    /** Nothing, unless the token itself stands in a context object: another one may be the parent's. */
    static Map<String, String> of(OpenedDelivery delivery, TokenCandidate token) {
        for (TokenCandidate candidate : delivery.candidates()) {
            if (candidate.context() != null && candidate.value().equals(token.value())) {
                ContextNames found = new ContextNames(delivery, candidate);
                found.take(EXECUTION, TaskLogging.EXECUTION);
                found.take(STATE, TaskLogging.STATE);
                return found.names;
            }
        }
        return Map.of();
    }

    private void take(JsonPointer name, String key) {
        JsonDocument document = context.document();
        JsonPointer place = context.context();
        if (document == null || place == null) {
            return;
        }
        try {
            PointerWalk.walk(delivery.mapper(), document, place.append(name), (inside, at, parser) -> {
                if (parser.currentToken() == JsonToken.VALUE_STRING && !isOfTheToken(parser.getText())) {
                    names.put(key, Printable.text(parser.getText(), LONGEST));
                }
            });
        } catch (IOException e) {
            names.remove(key); // log lines do without
        }
    }

    private boolean isOfTheToken(String text) {
        String token = context.value();
        return text.contains(token) || (text.length() >= HARMLESS && token.contains(text));
    }
}

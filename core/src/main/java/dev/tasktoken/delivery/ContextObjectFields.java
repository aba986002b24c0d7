package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonPointer;
import dev.tasktoken.internal.LogText;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** What the context object that came with a token says of its execution and state, for log lines. */
final class ContextObjectFields {
    private static final JsonPointer EXECUTION = JsonPointer.compile("/Execution/Id");
    private static final JsonPointer STATE = JsonPointer.compile("/State/Name");
    private static final JsonPointer ENTERED = JsonPointer.compile("/State/EnteredTime");
    private static final int LONGEST = 256;

    /** Shorter than any piece of a token that would be of use. */
    private static final int HARMLESS = 16;

    private ContextObjectFields() {}

    static Optional<String> executionArn(UnwrappedDelivery delivery, TokenCandidate token) {
        return text(delivery, token, EXECUTION);
    }

    static Optional<String> stateName(UnwrappedDelivery delivery, TokenCandidate token) {
        return text(delivery, token, STATE);
    }

    static Optional<Instant> enteredAt(UnwrappedDelivery delivery, TokenCandidate token) {
        return text(delivery, token, ENTERED).flatMap(ContextObjectFields::instant);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Nothing, unless the token itself stands in a context object: another one may be the parent's. */
    private static Optional<String> text(UnwrappedDelivery delivery, TokenCandidate token, JsonPointer name) {
        for (TokenCandidate candidate : delivery.candidates()) {
            ContextObject context = candidate.context();
            if (context != null && candidate.value().equals(token.value())) {
                return text(context, name, token.value());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(ContextObject object, JsonPointer name, String token) {
        try {
            for (PointerWalk.Hit hit : PointerWalk.walk(
                            object.document(), object.place().append(name))
                    .hits()) {
                if (hit.text() != null && !isOfTheToken(hit.text(), token)) {
                    return Optional.of(LogText.text(hit.text(), LONGEST));
                }
            }
        } catch (IOException e) {
            return Optional.empty(); // log lines do without
        }
        return Optional.empty();
    }

    private static boolean isOfTheToken(String text, String token) {
        return text.contains(token) || (text.length() >= HARMLESS && token.contains(text));
    }
}

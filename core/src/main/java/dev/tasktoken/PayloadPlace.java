package dev.tasktoken;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the payload is, and what in it is not payload: the token, its equal copies and a passed-on context object.
 *
 * @param document the text it is in
 * @param root its pointer in that text
 * @param hidden pointers below the root; none lies below another
 */
record PayloadPlace(JsonDocument document, JsonPointer root, Set<JsonPointer> hidden) {

    /** What stands beside the token or, where the caller names a pointer, what is there. */
    static PayloadPlace of(OpenedDelivery delivery, TokenCandidate token, @Nullable JsonPointer pointer) {
        if (pointer != null) {
            return at(pointer, delivery, token);
        }
        if (token.document() == null) {
            OpenedDelivery.Layer message = delivery.message();
            return in(message.document(), message.base(), delivery, token);
        }
        if (token.place().matches()) {
            throw new InvalidPayloadException("The message is the token and nothing else, so there is no payload");
        }
        JsonPointer beside = token.context() == null ? token.place() : token.context();
        return in(token.document(), beside.head(), delivery, token);
    }

    /** Whether a guess that hid these keys of the root hid the right ones. */
    boolean isRootWithout(JsonDocument body, Set<JsonPointer> guessed) {
        return document == body && root.matches() && hidden.equals(guessed);
    }

    private static PayloadPlace at(JsonPointer pointer, OpenedDelivery delivery, TokenCandidate token) {
        for (OpenedDelivery.Layer layer : delivery.layers()) {
            PayloadPlace place = at(layer.document(), pointer, delivery, token);
            if (place == null && !layer.base().matches()) {
                place = at(layer.document(), layer.base().append(pointer), delivery, token);
            }
            if (place != null) {
                return place;
            }
        }
        throw new InvalidPayloadException("There is no payload at " + pointer);
    }

    private static @Nullable PayloadPlace at(
            JsonDocument document, JsonPointer pointer, OpenedDelivery delivery, TokenCandidate token) {
        PayloadPlace[] found = new PayloadPlace[1];
        try {
            PointerWalk.walk(delivery.mapper(), document, pointer, (inside, place, parser) -> {
                if (found[0] != null) {
                    throw new InvalidPayloadException("There are two payloads at " + pointer);
                }
                found[0] = in(inside, place, delivery, token);
            });
        } catch (IOException e) {
            return null;
        }
        return found[0];
    }

    private static PayloadPlace in(
            JsonDocument document, JsonPointer root, OpenedDelivery delivery, TokenCandidate token) {
        Set<JsonPointer> places = new HashSet<>();
        if (token.document() == document) {
            places.add(token.place());
        }
        for (TokenCandidate candidate : delivery.candidates()) {
            if (candidate.document() == document && candidate.value().equals(token.value())) {
                places.add(candidate.place());
            }
        }
        for (OpenedDelivery.Context context : delivery.contexts()) {
            if (context.document() == document) {
                places.add(context.place());
            }
        }
        return new PayloadPlace(document, root, outermost(below(places, root)));
    }

    private static Set<JsonPointer> below(Set<JsonPointer> places, JsonPointer root) {
        Set<JsonPointer> below = new HashSet<>(places);
        below.removeIf(place -> !isBelow(place, root));
        return below;
    }

    private static Set<JsonPointer> outermost(Set<JsonPointer> places) {
        Set<JsonPointer> outermost = new HashSet<>();
        for (JsonPointer place : places) {
            if (!isBelowAny(place, places)) {
                outermost.add(place);
            }
        }
        return outermost;
    }

    private static boolean isBelowAny(JsonPointer place, Set<JsonPointer> others) {
        for (JsonPointer other : others) {
            if (isBelow(place, other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBelow(JsonPointer place, JsonPointer root) {
        return place.toString().startsWith(root + "/");
    }
}

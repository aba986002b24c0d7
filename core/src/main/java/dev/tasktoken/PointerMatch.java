package dev.tasktoken;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonStreamContext;
import java.util.ArrayList;
import java.util.List;

/** A pointer to be found again while a document streams by, at the cost of its own length and not of the depth. */
final class PointerMatch {
    private final List<JsonPointer> segments = new ArrayList<>();

    PointerMatch(JsonPointer pointer) {
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            segments.add(rest);
        }
    }

    /** Whether a parser with this context stands at the key, or the element, that the pointer leads to. */
    boolean isAt(JsonStreamContext context) {
        JsonStreamContext at = context;
        for (int i = segments.size() - 1; i >= 0; i--) {
            if (at == null || !isStep(at, segments.get(i))) {
                return false;
            }
            at = at.getParent();
        }
        return at != null && at.inRoot();
    }

    private static boolean isStep(JsonStreamContext context, JsonPointer segment) {
        return context.inObject()
                ? segment.getMatchingProperty().equals(context.getCurrentName())
                : context.inArray() && context.getCurrentIndex() == segment.getMatchingIndex();
    }
}

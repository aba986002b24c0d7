package dev.tasktoken;

import com.fasterxml.jackson.core.JsonPointer;
import org.jspecify.annotations.Nullable;

/**
 * A value that its name marks as a task token.
 *
 * @param document where it stands, or null for a message attribute
 * @param place the pointer inside the document; the empty one for an attribute
 * @param name the key or the attribute's name
 * @param level how near it is: {@link #OWN_KEY}, {@link #ATTRIBUTE}, {@link #CONTEXT}, then a level per container
 * @param strength strong or weak
 * @param context the passed-on context object that holds it, if one does
 * @param value the text, a secret; empty where a strong name holds none
 * @param isText false where a strong name holds a null, a number or a boolean
 */
record TokenCandidate(
        @Nullable JsonDocument document,
        JsonPointer place,
        String name,
        int level,
        TokenName strength,
        @Nullable JsonPointer context,
        String value,
        boolean isText) {
    static final int OWN_KEY = 0;
    static final int ATTRIBUTE = 1;
    static final int CONTEXT = 2;

    static TokenCandidate attribute(String name, String value) {
        return new TokenCandidate(null, JsonPointer.empty(), name, ATTRIBUTE, TokenName.of(name), null, value, true);
    }

    boolean sameRank(TokenCandidate other) {
        return level == other.level && strength == other.strength;
    }

    boolean samePlace(TokenCandidate other) {
        return document == other.document && place.equals(other.place) && name.equals(other.name);
    }

    boolean isBetterThan(TokenCandidate other) {
        if (level != other.level) {
            return level < other.level;
        }
        return strength == other.strength ? other.value.isEmpty() && !value.isEmpty() : strength == TokenName.STRONG;
    }

    TokenCandidate atLevel(int newLevel) {
        return new TokenCandidate(document, place, name, newLevel, strength, context, value, isText);
    }

    TokenCandidate inContext(JsonPointer contextObject, int newLevel) {
        return new TokenCandidate(document, place, name, newLevel, TokenName.STRONG, contextObject, value, isText);
    }

    /** Whether it can be the token, or stand in the place of one: a weak name without text is somebody's business. */
    boolean competes() {
        return strength == TokenName.STRONG || !value.isEmpty();
    }

    /** What may be shown of it: where it stands. */
    String describe() {
        return document == null ? "attribute " + Printable.name(name) : Printable.path(place, 200);
    }

    @Override
    public String toString() {
        return "TokenCandidate[" + describe() + "]";
    }
}

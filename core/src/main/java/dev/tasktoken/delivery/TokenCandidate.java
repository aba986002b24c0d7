package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonPointer;
import dev.tasktoken.internal.LogText;
import dev.tasktoken.internal.TokenName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that its name marks as a task token, or a text that stands where one was meant to.
 *
 * @param place where it stands
 * @param strength strong or weak
 * @param kind what stands there
 * @param value the text, a secret; empty where there is none
 * @param depth how many containers down it stands; 0 is a deliberate place
 * @param context the passed-on context object that holds it, if one does
 */
record TokenCandidate(
        Place place,
        TokenName strength,
        Kind kind,
        String value,
        int depth,
        @Nullable ContextObject context) {

    /** What stands in a token's place. */
    enum Kind {
        /** A text, perhaps an empty one. */
        TEXT,
        /** A null, a number, a boolean or a structure. */
        NO_TEXT,
        /** The path to the token as a text. */
        SLIP
    }

    /**
     * Where a candidate stands.
     *
     * @param document the text that holds it, or null for a message attribute
     * @param pointer its pointer inside the document; the empty one for an attribute
     * @param name the key, or the attribute's name
     * @param member the characters of key and value, if they may have to be left out of the payload
     */
    record Place(
            @Nullable JsonDocument document,
            JsonPointer pointer,
            String name,
            @Nullable Span member) {
        static Place attribute(String name) {
            return new Place(null, JsonPointer.empty(), name, null);
        }

        boolean isSame(Place other) {
            return document == other.document && pointer.equals(other.pointer) && name.equals(other.name);
        }

        /** Whether both are keys of one object. */
        boolean isBeside(Place other) {
            return document != null
                    && document == other.document
                    && Objects.equals(pointer.head(), other.pointer.head());
        }

        boolean isAttribute() {
            return document == null && !name.isEmpty();
        }

        /** What may be shown of it. */
        String describe() {
            return isAttribute() ? "attribute " + LogText.name(name) : LogText.path(pointer, 200);
        }
    }

    static TokenCandidate attribute(String name, TokenName strength, String value) {
        Kind kind = value.isEmpty() ? Kind.NO_TEXT : Kind.TEXT;
        return new TokenCandidate(Place.attribute(name), strength, kind, value, 0, null);
    }

    /** An attribute of whatever name that holds the path to the token. */
    static TokenCandidate slip(String name, String value) {
        return new TokenCandidate(Place.attribute(name), TokenName.STRONG, Kind.SLIP, value, 0, null);
    }

    /** Where the caller says it is; null if no text stands there. */
    static TokenCandidate pointedAt(Place place, @Nullable String value) {
        return value == null
                ? new TokenCandidate(place, TokenName.STRONG, Kind.NO_TEXT, "", 0, null)
                : new TokenCandidate(place, TokenName.STRONG, Kind.TEXT, value, 0, null);
    }

    /** The message's own keys, attributes, and a context object among the own keys. */
    boolean isDeliberate() {
        return depth == 0;
    }

    boolean isStrong() {
        return strength == TokenName.STRONG;
    }

    boolean hasPlainName() {
        return TokenName.isPlain(place.name());
    }

    boolean isNamedParents() {
        return TokenName.isParents(place.name());
    }

    /** Whether there is a text that is not empty and not a path. */
    boolean isFilled() {
        return kind == Kind.TEXT && !value.isEmpty();
    }

    TokenCandidate atDepth(int containers) {
        return new TokenCandidate(place, strength, kind, value, containers, context);
    }

    TokenCandidate in(ContextObject contextObject, int containers) {
        return new TokenCandidate(place, strength, kind, value, containers, contextObject);
    }

    /** Where it stands, and what is wrong with it if something is. */
    String describe() {
        return switch (kind) {
            case TEXT -> place.describe() + (value.isEmpty() ? " (an empty text)" : "");
            case NO_TEXT -> place.describe() + " (no text)";
            case SLIP -> place.describe() + " (the token's path as a text)";
        };
    }

    @Override
    public String toString() {
        return "TokenCandidate[" + describe() + "]";
    }
}

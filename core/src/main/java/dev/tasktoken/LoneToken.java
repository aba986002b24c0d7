package dev.tasktoken;

import org.jspecify.annotations.Nullable;

/**
 * A task token that stands among the root's own keys under a strong name, in a text in which no other key could mark
 * one: as most messages are. It is found by looking at the text, not by parsing it, so that what is left of the text
 * can be bound as fast as the parser allows.
 *
 * <p>Looking proves nothing about a text that is not JSON. The token is the message's own only if the text without it,
 * from {@link #from} to {@link #to}, turns out to be one JSON object.
 *
 * @param name its key
 * @param value the token's text, a secret
 * @param from where the key, or the comma before it, begins
 * @param to where the value, or the comma behind it, ends
 */
record LoneToken(String name, String value, int from, int to) {
    private static final int LONGEST = 2 * TaskToken.MAX_LENGTH;

    /**
     * Looks for it.
     *
     * @return null if there is none, or anything is out of the ordinary
     */
    static @Nullable LoneToken in(String text) {
        int first = JsonBlanks.skip(text, 0);
        int last = JsonBlanks.skipBack(text, text.length() - 1);
        if (last <= first || text.charAt(first) != '{' || text.charAt(last) != '}') {
            return null;
        }
        TokenKeys keys = TokenKeys.in(text);
        return keys.isOne() ? new Root(text, first, last).member(keys.start(), keys.end()) : null;
    }

    /** Names the key only. */
    @Override
    public String toString() {
        return "LoneToken[" + Printable.name(name) + "]";
    }

    /** The outermost object, from its first to its last character. */
    private record Root(String text, int first, int last) {

        /** The member whose key stands between the quotes at these places, if it is one of the root's own. */
        @Nullable LoneToken member(int openingQuote, int closingQuote) {
            int colon = JsonBlanks.skip(text, closingQuote + 1);
            int value = JsonBlanks.skip(text, colon + 1) + 1;
            if (value >= last || text.charAt(colon) != ':' || text.charAt(value - 1) != '"') {
                return null;
            }
            int valueEnd = text.indexOf('"', value);
            if (valueEnd <= value || valueEnd - value > LONGEST || !isPlain(value, valueEnd)) {
                return null;
            }
            int before = JsonBlanks.skipBack(text, openingQuote - 1);
            int after = JsonBlanks.skip(text, valueEnd + 1);
            String name = text.substring(openingQuote + 1, closingQuote);
            String token = text.substring(value, valueEnd);
            if (isOnly(before, after)) {
                return new LoneToken(name, token, openingQuote, after);
            }
            if (isLast(before, after)) {
                return new LoneToken(name, token, before, after);
            }
            boolean isFollowed = isFirst(before, after) || isAmongOthers(before, after);
            return isFollowed ? new LoneToken(name, token, openingQuote, after + 1) : null;
        }

        private boolean isOnly(int before, int after) {
            return before == first && after == last;
        }

        private boolean isLast(int before, int after) {
            return after == last && text.charAt(before) == ',' && JsonBlanks.skipBack(text, before - 1) != first;
        }

        private boolean isFirst(int before, int after) {
            return before == first && text.charAt(after) == ',' && text.charAt(JsonBlanks.skip(text, after + 1)) == '"';
        }

        private boolean isAmongOthers(int before, int after) {
            return text.charAt(before) == ','
                    && text.charAt(after) == ','
                    && isOwnKey(JsonBlanks.skip(text, before + 1));
        }

        /** Without escapes and without what must be escaped. */
        private boolean isPlain(int from, int to) {
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                if (c < ' ' || c == '\\') {
                    return false;
                }
            }
            return true;
        }

        /** Whether a key in the midst of the text belongs to the root, and not to an object or a text inside it. */
        private boolean isOwnKey(int openingQuote) {
            int depth = 0;
            int at = first;
            for (; at < openingQuote; at++) {
                switch (text.charAt(at)) {
                    case '{', '[' -> depth++;
                    case '}', ']' -> depth--;
                    case '"' -> at = endOfString(at);
                    default -> {
                        // a comma, a colon, a blank, or part of a number or a literal
                    }
                }
                if (at < 0 || depth == 0) {
                    return false;
                }
            }
            return depth == 1 && at == openingQuote; // or a string ends there
        }

        /** The closing quote of the string that opens here; -1 if it has none. */
        private int endOfString(int openingQuote) {
            int quote = text.indexOf('"', openingQuote + 1);
            while (quote > 0 && isEscaped(quote)) {
                quote = text.indexOf('"', quote + 1);
            }
            return quote;
        }

        private boolean isEscaped(int quote) {
            int backslash = quote - 1;
            while (text.charAt(backslash) == '\\') {
                backslash--;
            }
            return (quote - backslash) % 2 == 0;
        }
    }
}

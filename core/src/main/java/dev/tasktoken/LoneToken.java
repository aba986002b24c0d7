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
        int first = skipBlanks(text, 0);
        int last = skipBlanksBack(text, text.length() - 1);
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

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int skipBlanksBack(String text, int from) {
        int at = from;
        while (at >= 0 && isBlank(text.charAt(at))) {
            at--;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** The outermost object, from its first to its last character. */
    private record Root(String text, int first, int last) {

        /** The member whose key stands between the quotes at these places, if it is one of the root's own. */
        @Nullable LoneToken member(int openingQuote, int closingQuote) {
            int colon = skipBlanks(text, closingQuote + 1);
            int value = skipBlanks(text, colon + 1) + 1;
            if (value >= last || text.charAt(colon) != ':' || text.charAt(value - 1) != '"') {
                return null;
            }
            int valueEnd = text.indexOf('"', value);
            if (valueEnd <= value || valueEnd - value > LONGEST || !isPlain(value, valueEnd)) {
                return null;
            }
            int before = skipBlanksBack(text, openingQuote - 1);
            int after = skipBlanks(text, valueEnd + 1);
            int from = openingQuote;
            int to = after;
            if (text.charAt(after) == ',') {
                boolean isFirst = before == first && text.charAt(skipBlanks(text, after + 1)) == '"';
                if (!isFirst && !(text.charAt(before) == ',' && isOwnKey(openingQuote))) {
                    return null;
                }
                to = after + 1;
            } else if (after != last) {
                return null;
            } else if (before != first) {
                if (text.charAt(before) != ',' || skipBlanksBack(text, before - 1) == first) {
                    return null;
                }
                from = before;
            }
            return new LoneToken(
                    text.substring(openingQuote + 1, closingQuote), text.substring(value, valueEnd), from, to);
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

package dev.tasktoken;

/**
 * The keys in a JSON text whose names could mark a task token, at any depth and in JSON texts inside it, found by the
 * one letter that all those names have in common and that texts seldom have: the k of {@code token}. Names that an
 * escape could hide make it give up.
 */
final class TokenKeys {
    private static final int LONGEST_NAME = 64;

    /** Unicode's sign for kelvin, which is a k in lower case. */
    private static final char KELVIN = '\u212a';

    private final String text;
    private int start;
    private int end;
    private int valueStart;
    private int valueEnd;
    private int keys;
    private boolean gaveUp;

    private TokenKeys(String text) {
        this.text = text;
    }

    static TokenKeys in(String text) {
        TokenKeys keys = new TokenKeys(text);
        keys.gaveUp = text.indexOf(KELVIN) >= 0 || keys.hasEscapedLetters();
        keys.lookFor('k');
        keys.lookFor('K');
        return keys;
    }

    /** Whether there is one, of a strong name, and nothing unclear beside it. */
    boolean isOne() {
        return !gaveUp && keys == 1;
    }

    /** Where the key's opening quote is. */
    int start() {
        return start;
    }

    /** Where the key's closing quote is. */
    int end() {
        return end;
    }

    /**
     * Whether a character that names or escapes are made of is written as an escape anywhere, in a text inside the text
     * too.
     */
    private boolean hasEscapedLetters() {
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 1)) {
            boolean isCode = at + 1 < text.length() && text.charAt(at + 1) == 'u';
            if (isCode && isLetter(at + 2)) {
                return true;
            }
        }
        return false;
    }

    /** What is no escape counts as one: a parser may read it otherwise than it looks. */
    private boolean isLetter(int digits) {
        int code = HexCode.at(text, digits);
        if (code < 0) {
            return true;
        }
        boolean isAscii = code < 0x80;
        return code == KELVIN
                || (isAscii && (Character.isLetterOrDigit(code) || code == '\\' || isSeparator((char) code)));
    }

    private void lookFor(char k) {
        for (int at = text.indexOf(k); at >= 0 && !gaveUp; at = text.indexOf(k, at + 1)) {
            if (at >= valueStart && at < valueEnd) {
                at = valueEnd - 1;
                continue;
            }
            int t = letterBefore(letterBefore(at, 'o'), 't');
            int n = letterBehind(letterBehind(at, 'e'), 'n');
            if (t >= 0 && n >= 0) {
                take(t, n);
            }
        }
    }

    /** Where this letter stands next before that place, {@code _} and {@code -} aside; -1 if another one does. */
    private int letterBefore(int place, char letter) {
        int at = place - 1;
        while (at >= 0 && isSeparator(text.charAt(at))) {
            at--;
        }
        return at >= 0 && (text.charAt(at) | 0x20) == letter ? at : -1;
    }

    private int letterBehind(int place, char letter) {
        int at = place < 0 ? text.length() : skipSeparators(place + 1);
        return at < text.length() && (text.charAt(at) | 0x20) == letter ? at : -1;
    }

    private int skipSeparators(int from) {
        int at = from;
        while (at < text.length() && isSeparator(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSeparator(char c) {
        return c == '_' || c == '-';
    }

    /** A word that ends in {@code token}: a key, if a quote and a colon follow. */
    private void take(int t, int n) {
        int behind = skipSeparators(n + 1);
        if (behind == text.length() || text.charAt(behind) == '\\') {
            gaveUp = true;
        } else if (text.charAt(behind) == '"' && isFollowedByColon(behind)) {
            takeKey(t, behind);
        }
    }

    private boolean isFollowedByColon(int quote) {
        int at = quote + 1;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at < text.length() && text.charAt(at) == ':';
    }

    private void takeKey(int t, int closingQuote) {
        int quote = openingQuote(t);
        if (quote < 0) {
            gaveUp = true;
            return;
        }
        TokenName strength = TokenName.of(text.substring(quote + 1, closingQuote));
        if (strength == TokenName.NONE) {
            return;
        }
        gaveUp = strength == TokenName.WEAK || ++keys > 1;
        start = quote;
        end = closingQuote;
        leaveOutValue();
    }

    /**
     * What follows the key up to the second next quote is one string, in which no key can end, unless that quote is
     * escaped. Tokens have many a k.
     */
    private void leaveOutValue() {
        int opening = text.indexOf('"', end + 1);
        int closing = opening < 0 ? -1 : text.indexOf('"', opening + 1);
        if (closing >= 0 && text.charAt(closing - 1) != '\\') {
            valueStart = opening;
            valueEnd = closing;
        }
    }

    /** The quote before a name of usual length and characters; -1 if there is none. */
    private int openingQuote(int t) {
        int shortest = Math.max(0, t - LONGEST_NAME);
        for (int at = t - 1; at >= shortest; at--) {
            char c = text.charAt(at);
            if (c == '"') {
                return at;
            }
            if (c == '\\' || c < ' ') {
                return -1;
            }
        }
        return -1;
    }
}

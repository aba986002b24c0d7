package dev.tasktoken;

/** What JSON takes for blank, and nothing else. */
final class JsonBlanks {
    private JsonBlanks() {}

    /** Returns the first place from this one on that is not blank; the text's length if there is none. */
    static int skip(String text, int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Returns the last place up to this one that is not blank; -1 if there is none. */
    static int skipBack(String text, int from) {
        int at = from;
        while (at >= 0 && isBlank(text.charAt(at))) {
            at--;
        }
        return at;
    }

    /** Takes whatever a text has there, or something that is no character. */
    static boolean isBlank(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}

package dev.tasktoken;

/** The path to the token, sent as a text in the token's place because the definition did not have it resolved. */
final class TokenSlip {
    private static final String JSONPATH = "$$.Task.Token";
    private static final String JSONATA = "$states.context.Task.Token";

    /** Longer texts only mention the path. */
    private static final int LONGEST = 200;

    private TokenSlip() {}

    /** Whether the text is the path and nothing else, in braces or without. */
    static boolean is(String text) {
        if (text.length() > LONGEST || !mentions(text)) {
            return false;
        }
        String path = text.strip();
        return path.equals(JSONPATH)
                || path.equals(JSONATA)
                || (path.startsWith("{%") && path.endsWith("%}") && path.contains(JSONATA));
    }

    /** Whether the path stands somewhere in the text. */
    static boolean mentions(String text) {
        return text.contains(JSONPATH) || text.contains(JSONATA);
    }
}

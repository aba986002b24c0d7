package dev.tasktoken.cli;

/** Texts of others, made fit for a terminal: nothing that it would obey, such as escape sequences or bidi controls. */
final class Plain {
    private Plain() {}

    /** One line. */
    static String line(String text) {
        return replaced(text, false);
    }

    /** The same with its line feeds. */
    static String text(String text) {
        return replaced(text, true);
    }

    /** JSON in which such characters are escaped; they stand inside its strings only, as line feeds do outside. */
    static String json(String json) {
        StringBuilder shown = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '\n' || c == '\r' || isHarmless(json, i)) {
                shown.append(c);
            } else {
                shown.append(String.format("\\u%04x", (int) c));
            }
        }
        return shown.toString();
    }

    private static String replaced(String text, boolean keepLineFeeds) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            shown.append(isHarmless(text, i) || (keepLineFeeds && c == '\n') ? c : '?');
        }
        return shown.toString();
    }

    private static boolean isHarmless(String text, int i) {
        char c = text.charAt(i);
        if (Character.isSurrogate(c)) {
            return isPair(text, i);
        }
        return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT && c != '\u2028' && c != '\u2029';
    }

    private static boolean isPair(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}

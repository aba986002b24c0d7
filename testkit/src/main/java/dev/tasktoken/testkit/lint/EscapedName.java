package dev.tasktoken.testkit.lint;

/** A name from a definition as a message may show it: one line, nothing a terminal would obey, not too long. */
final class EscapedName {
    /** No state's name is longer. What is, is data: perhaps a token. */
    private static final int LONGEST = 80;

    private static final int SHOWN_OF_LONG_NAME = 12;

    private EscapedName() {}

    static String name(String name) {
        return plain(name.length() <= LONGEST ? name : name.substring(0, SHOWN_OF_LONG_NAME) + "...");
    }

    private static String plain(String cut) {
        StringBuilder shown = new StringBuilder(cut.length());
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            boolean plain = !Character.isISOControl(c)
                    && Character.getType(c) != Character.FORMAT
                    && c != '\u2028'
                    && c != '\u2029'
                    && !Character.isSurrogate(c);
            shown.append(plain || isPair(cut, i) ? c : '?');
        }
        return shown.toString();
    }

    static String quoted(String name) {
        return "'" + name(name) + "'";
    }

    private static boolean isPair(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}

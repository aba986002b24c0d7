package dev.tasktoken.pages;

/** Escapes texts from outside. */
final class Html {
    /** Longer texts are cut. */
    static final int LONGEST_TEXT = 1_000;

    private static final int LONGEST_IN_A_LIST = 160;

    private Html() {}

    /** Escapes a text for an element's content or a quoted attribute, and replaces characters that HTML forbids. */
    static String text(String text) {
        return whole(cut(text));
    }

    /** Escapes a text without cutting it: one whose length is known to be bounded. */
    static String whole(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isAllowed(character) ? character : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    /** Isolates a text from outside, so that its marks for right-to-left writing cannot affect what is around it. */
    static String isolated(String text) {
        return "<bdi>" + text(text) + "</bdi>";
    }

    /** As {@link #isolated}, for a list: the start of a long text is enough there. */
    static String brief(String text) {
        int length = text.codePointCount(0, text.length());
        return length <= LONGEST_IN_A_LIST
                ? isolated(text)
                : isolated(text.substring(0, text.offsetByCodePoints(0, LONGEST_IN_A_LIST)) + "…");
    }

    private static boolean isAllowed(int character) {
        boolean isSpace = character == '\n' || character == '\t';
        boolean isHalf = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return isSpace || !(Character.isISOControl(character) || isHalf);
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return text.substring(0, end) + "… [cut]";
    }
}

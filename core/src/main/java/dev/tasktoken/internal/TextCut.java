package dev.tasktoken.internal;

/** Cuts text between characters, never inside a surrogate pair. Lengths are in UTF-16 units. */
public final class TextCut {
    public static final String MARK = "... [cut]";

    private TextCut() {}

    /** The longest start of the text that has at most this many units and splits no pair. */
    public static String head(String text, int units) {
        if (text.length() <= units) {
            return text;
        }
        boolean splits = units > 0
                && Character.isHighSurrogate(text.charAt(units - 1))
                && Character.isLowSurrogate(text.charAt(units));
        return text.substring(0, splits ? units - 1 : units);
    }

    /** The text, or its start and a mark that says that it was cut. */
    public static String marked(String text, int units) {
        return text.length() <= units ? text : head(text, units - MARK.length()) + MARK;
    }
}

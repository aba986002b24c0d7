package dev.tasktoken;

/** Texts that came from outside, made fit for a message: short, and without control characters. */
final class Printable {
    private Printable() {}

    static String text(String text, int longest) {
        String shown = text.length() <= longest ? text : TextCut.head(text, longest) + "...";
        return shown.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

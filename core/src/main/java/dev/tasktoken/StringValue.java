package dev.tasktoken;

import org.jspecify.annotations.Nullable;

/**
 * The value of a JSON string, decoded out of the text that it stands in. JSON inside JSON is full of escaped quotes,
 * which a parser that does not know the end of its text takes its time for.
 *
 * @param text the value
 * @param end where the closing quote is
 */
record StringValue(String text, int end) {
    /**
     * Decodes the string that opens at this quote. Takes memory for all that stands behind the quote.
     *
     * @return null if it is not closed, or if anything in it is no JSON
     */
    static @Nullable StringValue at(String text, int openingQuote) {
        char[] chars = new char[text.length() - openingQuote - 1];
        text.getChars(openingQuote + 1, text.length(), chars, 0);
        int length = 0;
        for (int from = 0; from < chars.length; from++) {
            char c = chars[from];
            if (c == '\\') {
                int escaped = escaped(text, openingQuote + from + 2);
                if (escaped < 0) {
                    return null;
                }
                c = (char) escaped;
                from += chars[from + 1] == 'u' ? 1 + HexCode.LENGTH : 1;
            } else if (c == '"') {
                return new StringValue(new String(chars, 0, length), openingQuote + 1 + from);
            } else if (c < ' ') {
                return null;
            }
            chars[length++] = c; // never beyond what was read
        }
        return null;
    }

    /** Shows nothing of the text, which may be a message with its token. */
    @Override
    public String toString() {
        return "StringValue[" + text.length() + " characters]";
    }

    /** The character that an escape stands for; -1 if it is none. */
    private static int escaped(String text, int at) {
        if (at == text.length()) {
            return -1;
        }
        return switch (text.charAt(at)) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> HexCode.at(text, at + 1);
            default -> -1;
        };
    }
}

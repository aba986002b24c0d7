package dev.tasktoken;

/** The four hexadecimal digits of a JSON escape. */
final class HexCode {
    static final int LENGTH = 4;

    private HexCode() {}

    /**
     * Reads them, of ASCII only. Other scripts have digits, too, which no JSON allows and of which Jackson looks at the
     * low byte: whoever took them for digits would read another name than Jackson does.
     *
     * @return -1 if there are no four digits here
     */
    static int at(String text, int start) {
        if (start + LENGTH > text.length()) {
            return -1;
        }
        int code = 0;
        for (int i = start; i < start + LENGTH; i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }
}

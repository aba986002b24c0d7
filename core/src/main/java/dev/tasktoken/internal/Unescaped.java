package dev.tasktoken.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text whose escapes are read (of JSON and Java, percent-encoding, HTML), with the place in the original that each
 * character came from. Reading goes one level deep; {@link #next} reads what an escape held.
 */
public final class Unescaped {
    private static final int LONGEST_ENTITY = 10;

    /** Stands for every number that is no character's. */
    private static final int BEHIND_THE_LAST = Character.MAX_VALUE + 1;

    private static final Map<String, Character> ENTITIES = Map.ofEntries(
            Map.entry("amp", '&'),
            Map.entry("quot", '"'),
            Map.entry("apos", '\''),
            Map.entry("lt", '<'),
            Map.entry("gt", '>'),
            Map.entry("equals", '='),
            Map.entry("plus", '+'),
            Map.entry("sol", '/'),
            Map.entry("bsol", '\\'),
            Map.entry("percnt", '%'),
            Map.entry("num", '#'),
            Map.entry("lowbar", '_'),
            Map.entry("hyphen", '-'),
            Map.entry("dash", '-'));

    private final String text;
    private final int @Nullable [] origins;

    private Unescaped(String text, int @Nullable [] origins) {
        this.text = text;
        this.origins = origins;
    }

    public static Unescaped of(String original) {
        return new Unescaped(original, null);
    }

    public String text() {
        return text;
    }

    /** Where this character began in the original; for the text's end, the original's end. */
    public int origin(int index) {
        return origins == null ? index : origins[index];
    }

    /** The text with one more level of escapes read; this very one if there are none. */
    public Unescaped next() {
        if (text.indexOf('%') < 0 && text.indexOf('\\') < 0 && text.indexOf('&') < 0) {
            return this;
        }
        StringBuilder read = new StringBuilder(text.length());
        int[] from = new int[text.length() + 1];
        int at = 0;
        while (at < text.length()) {
            from[read.length()] = origin(at);
            at += readAt(at, read);
        }
        from[read.length()] = origin(at);
        return read.length() == text.length() ? this : new Unescaped(read.toString(), from);
    }

    /** Appends the one character that stands here, and returns how long its spelling is. */
    private int readAt(int at, StringBuilder read) {
        char c = text.charAt(at);
        int length = c == '%' ? code(at + 1, 2, 16, read) : c == '\\' ? backslash(at + 1, read) : 0;
        length = c == '&' ? entity(at + 1, read) : length;
        if (length == 0) {
            read.append(c);
        }
        return length + 1;
    }

    private int backslash(int at, StringBuilder read) {
        char c = at < text.length() ? text.charAt(at) : 0;
        switch (c) {
            case 'u' -> {
                int digits = code(at + 1, 4, 16, read);
                return digits == 0 ? 0 : digits + 1;
            }
            case 'x' -> {
                int digits = code(at + 1, 2, 16, read);
                return digits == 0 ? 0 : digits + 1;
            }
            case '"', '\'', '\\', '/' -> read.append(c);
            case 'n', 'r', 't', 'b', 'f' -> read.append(' ');
            default -> {
                return 0;
            }
        }
        return 1;
    }

    private int entity(int at, StringBuilder read) {
        if (at < text.length() && text.charAt(at) == '#') {
            return numericEntity(at + 1, read);
        }
        int end = at;
        while (end < text.length() && end - at < LONGEST_ENTITY && text.charAt(end) != ';') {
            end++;
        }
        Character named = end == text.length() ? null : ENTITIES.get(text.substring(at, end));
        if (named == null) {
            return 0;
        }
        read.append(named.charValue());
        return end - at + 1;
    }

    private int numericEntity(int at, StringBuilder read) {
        boolean hex = at < text.length() && (text.charAt(at) == 'x' || text.charAt(at) == 'X');
        int radix = hex ? 16 : 10;
        int start = hex ? at + 1 : at;
        int end = start;
        while (end < text.length() && Character.digit(text.charAt(end), radix) >= 0) {
            end++;
        }
        if (code(start, end - start, radix, read) == 0) {
            return 0;
        }
        boolean closed = end < text.length() && text.charAt(end) == ';';
        return end - at + (closed ? 2 : 1);
    }

    /** Appends the character whose code stands here, and returns the number of digits; 0 if none stands here. */
    private int code(int at, int digits, int radix, StringBuilder read) {
        int code = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = i < text.length() ? Character.digit(text.charAt(i), radix) : -1;
            if (digit < 0) {
                return 0;
            }
            code = Math.min(code * radix + digit, BEHIND_THE_LAST);
        }
        if (digits == 0 || code == BEHIND_THE_LAST) {
            return 0;
        }
        read.append((char) code);
        return digits;
    }
}

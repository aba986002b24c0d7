package dev.tasktoken.testkit.internal.definitions;

import java.util.ArrayList;
import java.util.List;

/** The patterns of StringMatches, in which {@code *} is any text, {@code \*} a star and {@code \\} a backslash. */
final class Wildcards {
    private Wildcards() {}

    /**
     * Matches greedily piece by piece, so that a pattern of many stars takes no longer than a search for each piece.
     */
    static boolean match(String pattern, String text) {
        List<String> pieces = pieces(pattern);
        String first = pieces.get(0);
        String last = pieces.get(pieces.size() - 1);
        if (pieces.size() == 1) {
            return text.equals(first);
        }
        if (text.length() < first.length() + last.length() || !text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        int from = first.length();
        int end = text.length() - last.length();
        for (String piece : pieces.subList(1, pieces.size() - 1)) {
            int found = text.indexOf(piece, from);
            from = found + piece.length();
            if (found < 0 || from > end) {
                return false;
            }
        }
        return true;
    }

    /** What stands before, between and after the stars. */
    private static List<String> pieces(String pattern) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else {
                boolean escapes = c == '\\' && i + 1 < pattern.length();
                piece.append(escapes ? pattern.charAt(++i) : c);
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }
}

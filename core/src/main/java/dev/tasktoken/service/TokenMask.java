package dev.tasktoken.service;

import dev.tasktoken.internal.Unescaped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds a token in a text, however it is spelled there, and puts its fingerprint in its place.
 *
 * <p>{@link dev.tasktoken.TaskFailure TaskFailure} lists the spellings that are found and those that are not. Escapes
 * may be mixed, and base64 may be escaped in its turn.
 *
 * <p>Time and memory grow with the text's length and not with what it holds: others write these texts.
 */
final class TokenMask {
    /** A shorter token is no service's but a test's, and may stand in any word. */
    private static final int SHORTEST_SECRET = 14;

    private static final int MAX_LEVELS = 8;

    /** Most of what is sought is not there, which so many characters show. */
    private static final int SHOWS = SHORTEST_SECRET;

    private TokenMask() {}

    /** The text with the token's fingerprint in its place. */
    static String mask(String text, WorkId token) {
        BitSet found = find(text, token.value());
        if (found.isEmpty()) {
            return text;
        }
        StringBuilder masked = new StringBuilder(text.length());
        int at = 0;
        for (int from = found.nextSetBit(0); from >= 0; from = found.nextSetBit(at)) {
            masked.append(text, at, from).append(token);
            at = found.nextClearBit(from);
        }
        return masked.append(text, at, text.length()).toString();
    }

    /** Whether the text holds the token, in any of these spellings. */
    static boolean isIn(String text, WorkId token) {
        return text.contains(token.value()) || !find(text, token.value()).isEmpty();
    }

    private static BitSet find(String text, String token) {
        BitSet found = new BitSet();
        String sought = digits(withoutPadding(token));
        if (sought.length() < SHORTEST_SECRET || text.length() < sought.length()) {
            return found;
        }
        Unescaped read = Unescaped.of(text);
        for (int level = 0; level <= MAX_LEVELS; level++) {
            find(read, digits(read.text()), sought, found);
            Unescaped next = read.next();
            if (next == read) {
                break;
            }
            read = next;
        }
        String digits = digits(read.text());
        for (String encoded : encodings(token)) {
            find(read, digits, encoded, found);
        }
        return found;
    }

    /** Adds to what is found; in time that grows with the text's length alone (Knuth, Morris and Pratt). */
    private static void find(Unescaped read, String text, String sought, BitSet found) {
        if (sought.length() > text.length() || !text.contains(sought.substring(0, SHOWS))) {
            return;
        }
        int[] borders = borders(sought);
        int matched = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            while (matched > 0 && sought.charAt(matched) != c) {
                matched = borders[matched];
            }
            matched += sought.charAt(matched) == c ? 1 : 0;
            if (matched == sought.length()) {
                found.set(read.origin(i + 1 - matched), read.origin(endOfPadding(text, i + 1)));
                matched = borders[matched];
            }
        }
    }

    /** For each length of a start of the text, how long its longest border is: a shorter start that also ends it. */
    private static int[] borders(String text) {
        int[] borders = new int[text.length() + 1];
        int border = 0;
        for (int i = 1; i < text.length(); i++) {
            while (border > 0 && text.charAt(border) != text.charAt(i)) {
                border = borders[border];
            }
            border += text.charAt(border) == text.charAt(i) ? 1 : 0;
            borders[i + 1] = border;
        }
        return borders;
    }

    private static int endOfPadding(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) == '=') {
            end++;
        }
        return end;
    }

    /** What base64 makes of the token, and base64 of that, inside any text. */
    private static Set<String> encodings(String token) {
        Set<String> once = new LinkedHashSet<>();
        spellings(token).forEach(spelling -> addEncodings(spelling, once));
        Set<String> all = new LinkedHashSet<>();
        for (String encoded : once) {
            all.add(encoded);
            spellings(encoded).forEach(spelling -> addEncodings(spelling, all));
        }
        return all;
    }

    /** As it is, as base64 spells it, and as base64url does. */
    private static Stream<String> spellings(String text) {
        String bare = withoutPadding(text);
        String plain = digits(bare);
        return Stream.of(bare, plain, plain.replace('+', '-').replace('/', '_')).distinct();
    }

    /** Three, because it may begin at each place in a group of three bytes; without the digits its neighbours share. */
    private static void addEncodings(String text, Set<String> encodings) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int shared = (shift * 8 + 5) / 6;
            encodings.add(encoded.substring(shared, shifted.length * 8 / 6));
        }
    }

    private static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        return text.substring(0, end);
    }

    /** With base64's digits where base64url has its own two. */
    private static String digits(String text) {
        return text.replace('-', '+').replace('_', '/');
    }
}

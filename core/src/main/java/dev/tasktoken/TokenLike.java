package dev.tasktoken;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether a text may hold a task token: 400 to 2,048 characters of base64's alphabet, alone or as a part of a
 * longer text, percent-encoded or not. Tokens are opaque, so this never chooses one; it only makes others doubtful.
 */
final class TokenLike {
    /** No shorter text is like a token. */
    static final int SHORTEST = 400;

    private static final int LONGEST = 2048;
    private static final Pattern ESCAPE = Pattern.compile("%(\\p{XDigit}{2})|\\\\u00(\\p{XDigit}{2})|\\\\");

    /** A JSON Web Token, whose parts are base64 of JSON. */
    private static final Pattern JWT = Pattern.compile("(?:Bearer )?eyJ[\\w-]*+=*+\\.(eyJ[\\w-]*+=*+)\\.[\\w-]*+=*+");

    /** Percent signs that were encoded in their turn. */
    private static final int ENCODINGS = 3;

    private TokenLike() {}

    /** Whether something in the text looks like a token, equal copies of one token aside. */
    static boolean isIn(String text, String token) {
        if (text.length() < SHORTEST) {
            return false;
        }
        Matcher jwt = JWT.matcher(text.strip());
        String plain = standard(jwt.matches() ? decodedBase64(jwt.group(1)) : text);
        return hasRun(plain, standard(token));
    }

    private static boolean hasRun(String text, String token) {
        String plain = text.replace(token, " ");
        int from = 0;
        for (int at = 0; at <= plain.length(); at++) {
            if (at == plain.length() || !isOfTheAlphabet(plain.charAt(at))) {
                if (isToken(plain.substring(from, at), token)) {
                    return true;
                }
                from = at + 1;
            }
        }
        return false;
    }

    private static boolean isToken(String run, String token) {
        return run.length() >= SHORTEST && (run.length() <= LONGEST || holdsRun(run, token));
    }

    private static boolean isOfTheAlphabet(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '=';
    }

    /** Whether a text that is too long to be a token is the base64 of one that holds it. */
    private static boolean holdsRun(String base64, String token) {
        String decoded = decodedBase64(base64);
        return decoded.length() < base64.length() && hasRun(standard(decoded), token);
    }

    /** Without escapes of links and of JSON texts, and in base64's standard alphabet. */
    private static String standard(String text) {
        String plain = text;
        for (int i = 0; i < ENCODINGS && (plain.indexOf('%') >= 0 || plain.indexOf('\\') >= 0); i++) {
            plain = ESCAPE.matcher(plain).replaceAll(TokenLike::character);
        }
        return plain.replace('-', '+').replace('_', '/');
    }

    private static String character(MatchResult escape) {
        String hex = escape.group(1) == null ? escape.group(2) : escape.group(1);
        return hex == null ? "" : Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex, 16)));
    }

    /** Empty if it is none. */
    private static String decodedBase64(String base64) {
        String standard = base64.replace('-', '+').replace('_', '/').replace("=", "");
        int whole = standard.length() - (standard.length() % 4 == 1 ? 1 : 0);
        try {
            return new String(Base64.getDecoder().decode(standard.substring(0, whole)), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}

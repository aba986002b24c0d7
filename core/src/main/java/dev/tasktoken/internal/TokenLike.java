package dev.tasktoken.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a text may hold a task token: 400 to 2,048 characters of base64's alphabet, alone or as a part of a
 * longer text, percent-encoded or not. Tokens are opaque, so this never chooses one; it only makes others doubtful.
 */
public final class TokenLike {
    /** No shorter text is like a token. */
    public static final int SHORTEST = 400;

    private static final int LONGEST = 2048;

    /** One character of 64 is a plus sign on average. */
    private static final int FEWEST_BETWEEN_PLUS_SIGNS = 20;

    /**
     * Certificates that a proxy put into a header have spaces for line feeds; {@link #standard} has replaced hyphens.
     */
    private static final String CERTIFICATE = "+++++BEGIN";

    /** How base64 of a JSON object begins, as the parts of a JSON Web Token do. */
    private static final String JSON = "eyJ";

    /** Percent signs that were encoded in their turn. */
    private static final int ENCODINGS = 3;

    private TokenLike() {}

    /** Whether something in the text looks like a token, equal copies of one token aside. */
    public static boolean isIn(String original, String token) {
        if (original.length() < SHORTEST) {
            return false;
        }
        String text = inOneLine(original);
        String claims = claimsOfAWebToken(text.strip());
        String plain = standard(claims == null ? text : decodedBase64(claims));
        String own = standard(token);
        return hasRun(plain, own) || hasRunWithSpaces(plain, own);
    }

    /** The lines of a text in one, if there is nothing but base64 in them, as MIME breaks it. */
    private static String inOneLine(String text) {
        if (text.indexOf('\n') < 0) {
            return text;
        }
        String joined = text.replace("\r", "").replace("\n", "");
        return standard(joined).chars().allMatch(c -> isOfTheAlphabet((char) c)) ? joined : text;
    }

    private static boolean hasRun(String text, String token) {
        return hasRun(text, token, false);
    }

    /** In a link that was not encoded, each plus sign of a token became a space. Words have more of them. */
    private static boolean hasRunWithSpaces(String text, String token) {
        return text.indexOf(' ') >= 0 && !text.contains(CERTIFICATE) && hasRun(text.replace(' ', '+'), token, true);
    }

    private static boolean hasRun(String text, String token, boolean mayHaveSpaces) {
        String plain = text.replace(token, "\n");
        int from = 0;
        for (int at = 0; at <= plain.length(); at++) {
            if (at == plain.length() || !isOfTheAlphabet(plain.charAt(at))) {
                if (at - from >= SHORTEST && isToken(plain.substring(from, at), token, mayHaveSpaces)) {
                    return true;
                }
                from = at + 1;
            }
        }
        return false;
    }

    private static boolean isToken(String run, String token, boolean mayHaveSpaces) {
        if (mayHaveSpaces && run.chars().filter(c -> c == '+').count() * FEWEST_BETWEEN_PLUS_SIGNS > run.length()) {
            return false;
        }
        return run.length() <= LONGEST || hasPart(run) || holdsRun(run, token);
    }

    /**
     * Whether what is too long to be a token is several texts with equals signs between them, where base64 has none.
     */
    private static boolean hasPart(String run) {
        int from = 0;
        for (int at = run.indexOf('='); at >= 0; at = run.indexOf('=', from)) {
            if (at - from >= SHORTEST && at - from <= LONGEST) {
                return true;
            }
            from = at + 1;
        }
        return false;
    }

    /** Whether a text that is too long to be a token is the base64 of one that holds it. */
    private static boolean holdsRun(String base64, String token) {
        String decoded = decodedBase64(base64);
        return decoded.length() < base64.length() && hasRun(standard(decoded), token);
    }

    private static boolean isOfTheAlphabet(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '=';
    }

    /** The middle one of three parts between two dots, of which the first two are base64 of JSON; null otherwise. */
    private static @Nullable String claimsOfAWebToken(String text) {
        String parts = text.startsWith("Bearer ") ? text.substring("Bearer ".length()) : text;
        int first = parts.indexOf('.');
        int second = parts.indexOf('.', first + 1);
        boolean isOne = first > 0
                && second > 0
                && parts.startsWith(JSON)
                && parts.startsWith(JSON, first + 1)
                && standard(parts)
                                .chars()
                                .filter(c -> !isOfTheAlphabet((char) c))
                                .count()
                        == 2;
        return isOne ? parts.substring(first + 1, second) : null;
    }

    /** Without escapes of links and of JSON texts, and in base64's standard alphabet. */
    private static String standard(String text) {
        String plain = text;
        for (int i = 0; i < ENCODINGS && (plain.indexOf('%') >= 0 || plain.indexOf('\\') >= 0); i++) {
            plain = decoded(plain);
        }
        return plain.replace('-', '+').replace('_', '/');
    }

    private static String decoded(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean isUnicode = c == '\\' && text.startsWith("\\u00", at);
            int escape = c == '%' ? 1 : isUnicode ? 4 : 0;
            if (escape > 0 && isHex(text, at + escape)) {
                decoded.append((char) HexFormat.fromHexDigits(text, at + escape, at + escape + 2));
                at += escape + 1;
            } else if (c != '\\') {
                decoded.append(c);
            }
        }
        return decoded.toString();
    }

    private static boolean isHex(String text, int at) {
        return at + 1 < text.length()
                && HexFormat.isHexDigit(text.charAt(at))
                && HexFormat.isHexDigit(text.charAt(at + 1));
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

package dev.tasktoken.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** Three parts between two dots, of which the first two are base64 of JSON; the second one has the claims. */
    private static final Pattern WEB_TOKEN =
            Pattern.compile("(?:Bearer )?eyJ[\\w+/=]*+\\.(eyJ[\\w+/=]*+)\\.[\\w+/=]*+");

    /** Percent signs that were encoded in their turn. */
    private static final int ENCODINGS = 3;

    private TokenLike() {}

    /** Whether something in the text looks like a token, equal copies of one token aside. */
    public static boolean isIn(String original, String token) {
        if (original.length() < SHORTEST) {
            return false;
        }
        String text = standard(inOneLine(original));
        Matcher webToken = WEB_TOKEN.matcher(text.strip());
        String plain = webToken.matches() ? standard(decodedBase64(webToken.group(1))) : text;
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
        return Arrays.stream(run.split("=")).anyMatch(part -> part.length() >= SHORTEST && part.length() <= LONGEST);
    }

    /** Whether a text that is too long to be a token is the base64 of one that holds it. */
    private static boolean holdsRun(String base64, String token) {
        return hasRun(standard(decodedBase64(base64)), token);
    }

    private static boolean isOfTheAlphabet(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '=';
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
            boolean isUnicode = text.startsWith("\\u00", at);
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

    /** Of base64 in the standard alphabet, perhaps cut; empty if it is none. */
    private static String decodedBase64(String base64) {
        String digits = base64.replace("=", "");
        int whole = digits.length() - (digits.length() % 4 == 1 ? 1 : 0);
        try {
            return new String(Base64.getDecoder().decode(digits.substring(0, whole)), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}

package dev.tasktoken.internal;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what comes in a token's place by mistake, and says what slipped. No message shows the text, which may have
 * a token in it. Whatever is none of these is a token: its alphabet is the service's affair.
 */
public final class TokenSlip {
    /** Tokens of the service have hundreds of characters more than any expression that stands for one. */
    private static final int LONGEST_EXPRESSION = 200;

    private static final Set<String> NOTHING = Set.of("undefined", "null", "none", "nil");
    private static final Pattern FINGERPRINT = Pattern.compile("TaskToken\\[[0-9a-f]{12}]");
    private static final Pattern PERCENT_ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final String QUOTES = "\"'`\\\u2018\u2019\u201c\u201d\u00ab\u00bb";

    private static final String WRITE = " Write \"TaskToken.$\": \"$$.Task.Token\"";

    /** The context object's task, of which the token is a part; and the whole object in JSONata. In any case. */
    private static final String JSONPATH = "$$.task";

    private static final String JSONATA = "$states.context.task";
    private static final Set<String> PATHS =
            Set.of(JSONPATH, JSONPATH + ".token", "$.task.token", JSONATA, JSONATA + ".token", "$states.context");
    private static final String INTRINSIC = "states.";

    private TokenSlip() {}

    /** Whether the text is the path to the token, or to what holds it, alone or in one expression. */
    public static boolean is(String text) {
        if (text.length() > LONGEST_EXPRESSION || text.indexOf('$') < 0) {
            return false;
        }
        String path = withDots(text.strip());
        boolean isExpression = path.startsWith("{%") && path.endsWith("%}");
        return PATHS.contains(
                        isExpression ? path.substring(2, path.length() - 2).strip() : path)
                || (isExpression && path.contains(JSONATA))
                || (path.startsWith(INTRINSIC) && path.contains(JSONPATH));
    }

    /** Whether the text is a word that stands for no value in some language. */
    public static boolean isNothing(String text) {
        return NOTHING.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Whether such a path stands somewhere in the text. */
    public static boolean mentions(String text) {
        if (!text.contains("$$") && !text.contains("$states.context")) {
            return is(text);
        }
        String path = withDots(text);
        return path.contains(JSONPATH) || path.contains(JSONATA) || is(text);
    }

    /** {@code $$['Task']["Token"]} is {@code $$.task.token}. */
    private static String withDots(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace("['", ".")
                .replace("[\"", ".")
                .replace("']", "")
                .replace("\"]", "");
    }

    /** Says what slipped, or null if the text may be a token. */
    public static @Nullable String of(String value) {
        String text = Blanks.strip(value);
        String slip = text.length() > LONGEST_EXPRESSION ? null : ofExpression(text);
        if (slip == null) {
            slip = ofWrapping(text);
        }
        return slip == null ? ofBlanks(value, text) : slip;
    }

    private static @Nullable String ofExpression(String text) {
        if (isNothing(text)) {
            return "The task token is the word undefined, null, None or nil: the variable that it should come from had no"
                    + " value. Check what hands the token on";
        }
        if (FINGERPRINT.matcher(text).matches()) {
            return "This is a token's fingerprint, which TaskToken.toString() shows. Hand on TaskToken.value()";
        }
        if (text.contains("Token[")) {
            return "This is a placeholder of the AWS CDK that was never resolved. In the definition use"
                    + " JsonPath.taskToken as a value of its own, not as a part of a text";
        }
        return text.contains("{%") || text.contains("states.context") ? ofJsonata(text) : ofPath(text);
    }

    private static String ofJsonata(String text) {
        return text.startsWith("{%")
                ? "The state machine sent the expression {% $states.context.Task.Token %} instead of the token: the state"
                        + " is not a JSONata state. Set \"QueryLanguage\": \"JSONata\""
                : "The state machine sent the text $states.context.Task.Token instead of the token: it lacks {% %} around"
                        + " it. Write \"{% $states.context.Task.Token %}\" in a JSONata state";
    }

    private static @Nullable String ofPath(String text) {
        if (text.contains("$$") || text.startsWith("$.") || text.startsWith("$[") || text.startsWith("States.")) {
            return "The state machine sent a path, like $$.Task.Token, instead of the token: the key in its definition"
                    + " lacks .$ at the end." + WRITE;
        }
        boolean isPlaceholder =
                startsWithOneOf("${#<[(", text) || (text.length() > 1 && text.startsWith("%") && text.endsWith("%"));
        return isPlaceholder
                ? "This is a placeholder that was never filled with the task token. Check what hands the token on"
                : null;
    }

    private static @Nullable String ofWrapping(String text) {
        if (startsWithOneOf(QUOTES, text) || endsWithOneOf(QUOTES, text)) {
            return "The task token stands in quotes. Take them off where it is handed on: it was written as JSON, or"
                    + " quoted for a shell, once too often";
        }
        if (startsWithOneOf("{<[($", text) || endsWithOneOf("}>])", text)) {
            return "The task token stands in braces, or is a whole JSON text. Hand on the token alone";
        }
        if (text.indexOf('\\') >= 0) {
            return "The task token has a backslash in it, as texts have that were written as JSON once too often. Hand it"
                    + " on as it is";
        }
        return text.indexOf('%') >= 0 && PERCENT_ENCODED.matcher(text).find()
                ? "The task token is percent-encoded, as in a link (%2B %2F %3D are + / =). Decode it once before it is"
                        + " read"
                : null;
    }

    private static @Nullable String ofBlanks(String value, String stripped) {
        if (stripped.length() < value.length()) {
            return "The task token begins or ends with a blank or a line feed. Strip it where it is read, from a file or a"
                    + " command for instance; or a link lost its last +";
        }
        int blank = Blanks.first(value);
        if (blank < 0) {
            return null;
        }
        return value.charAt(blank) == ' '
                ? "The task token has spaces where it surely had the character +: it was put into a link without"
                        + " percent-encoding (+ / = are %2B %2F %3D)"
                : "The task token has a line feed, a blank or another invisible character in its midst: it was wrapped, or"
                        + " copied with its layout. Hand it on as one line";
    }

    private static boolean startsWithOneOf(String characters, String text) {
        return !text.isEmpty() && characters.indexOf(text.charAt(0)) >= 0;
    }

    private static boolean endsWithOneOf(String characters, String text) {
        return !text.isEmpty() && characters.indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    /** Invisible characters, more than {@link String#strip()} knows: zero-width ones and byte order marks too. */
    private static final class Blanks {
        static String strip(String text) {
            int from = 0;
            int to = text.length();
            while (from < to && isBlank(text.charAt(from))) {
                from++;
            }
            while (to > from && isBlank(text.charAt(to - 1))) {
                to--;
            }
            return text.substring(from, to);
        }

        static int first(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (isBlank(text.charAt(i))) {
                    return i;
                }
            }
            return -1;
        }

        private static boolean isBlank(char c) {
            boolean isVisibleAscii = c > ' ' && c < 0x7f;
            return !isVisibleAscii
                    && (Character.isWhitespace(c)
                            || Character.isSpaceChar(c)
                            || Character.isISOControl(c)
                            || Character.getType(c) == Character.FORMAT);
        }
    }
}

package dev.tasktoken.testkit.internal.values;

import java.util.regex.Pattern;

/** Takes task tokens out of texts that a failed test shows: data of the user's may hold one. */
public final class TokenMask {
    /** Base64, also in a link and where a JSON writer escapes what need not be. */
    private static final String ENCODED = "(?:[A-Za-z0-9+/=%_-]|\\\\/|\\\\u00[0-9a-fA-F]{2})*";

    /** What tokens of the service, of a LocalStepFunctions and of TestTokens begin with; how they end is not known. */
    private static final Pattern TOKEN = Pattern.compile("AAAAKgAAAAIAAAAAAAAAA" + ENCODED);

    private TokenMask() {}

    /** The text, with the fingerprint of each token in its place. */
    public static String hide(String text) {
        return TOKEN.matcher(text).replaceAll(token -> "TaskToken[" + TaskTokens.fingerprint(token.group()) + "]");
    }
}

package dev.tasktoken.testkit;

import java.util.regex.Pattern;

/** Takes task tokens out of texts that a failed test shows: data of the user's may hold one. */
final class TokenMask {
    /** What tokens of the service, of a LocalStepFunctions and of TestTokens begin with; how they end is not known. */
    private static final Pattern TOKEN = Pattern.compile("AAAAKgAAAAIAAAAAAAAAA[A-Za-z0-9+/=%_\\\\.-]*");

    private TokenMask() {}

    /** The text, with the fingerprint of each token in its place. */
    static String hide(String text) {
        return TOKEN.matcher(text).replaceAll(token -> "TaskToken[" + TaskTokens.fingerprint(token.group()) + "]");
    }
}

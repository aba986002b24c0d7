package dev.tasktoken;

import java.util.regex.Pattern;

/** Recognises the path to the token that was sent in the token's place, and says what slipped. */
final class UnresolvedTokenPath {
    private static final Pattern JSON_PATH = Pattern.compile("\\s*\\$\\$\\.Task\\.Token\\s*");
    private static final Pattern JSONATA = Pattern.compile("\\s*\\{%.*\\$states\\.context\\.Task\\.Token.*%}\\s*");
    private static final int LONGEST = 200;

    private UnresolvedTokenPath() {}

    static void refuse(String value) {
        if (value.length() > LONGEST) {
            return;
        }
        if (JSON_PATH.matcher(value).matches()) {
            throw new InvalidTaskTokenException("The state machine sent the text $$.Task.Token instead of the token:"
                    + " the key in its definition lacks .$ at the end. Write \"TaskToken.$\": \"$$.Task.Token\"");
        }
        if (JSONATA.matcher(value).matches()) {
            throw new InvalidTaskTokenException("The state machine sent the expression {% $states.context.Task.Token %}"
                    + " instead of the token: the state is not a JSONata state. Set \"QueryLanguage\": \"JSONata\"");
        }
    }
}

package dev.tasktoken;

/** Recognises the path to the token that was sent in the token's place, and says what slipped. */
final class UnresolvedTokenPath {
    private static final int LONGEST = 200;

    private UnresolvedTokenPath() {}

    static void refuse(String value) {
        if (value.length() > LONGEST) {
            return;
        }
        String path = value.strip();
        if (path.equals("$$.Task.Token")) {
            throw new InvalidTaskTokenException("The state machine sent the text $$.Task.Token instead of the token:"
                    + " the key in its definition lacks .$ at the end. Write \"TaskToken.$\": \"$$.Task.Token\"");
        }
        if (path.startsWith("{%") && path.endsWith("%}") && path.contains("$states.context.Task.Token")) {
            throw new InvalidTaskTokenException("The state machine sent the expression {% $states.context.Task.Token %}"
                    + " instead of the token: the state is not a JSONata state. Set \"QueryLanguage\": \"JSONata\"");
        }
    }
}

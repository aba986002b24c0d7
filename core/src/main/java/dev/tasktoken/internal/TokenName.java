package dev.tasktoken.internal;

/** How strongly a key marks its value as a task token. Keys are compared without case, {@code _} and {@code -}. */
public enum TokenName {
    STRONG,
    WEAK,
    NONE;

    private static final String CALLBACK_TOKEN = "callbacktoken";

    public static TokenName of(String key) {
        if (!endsWith(key, 'n')) {
            return NONE;
        }
        String name = normalized(key);
        if (name.endsWith("tasktoken") || name.equals("sfntoken")) {
            return STRONG;
        }
        return name.equals("token") || name.equals(CALLBACK_TOKEN) ? WEAK : NONE;
    }

    /** How strongly a key marks its value as the callback id of a durable function. */
    public static TokenName ofCallback(String key) {
        if (!endsWith(key, 'd') && !endsWith(key, 'n')) {
            return NONE;
        }
        String name = normalized(key);
        if (name.endsWith("callbackid")) {
            return STRONG;
        }
        return name.equals(CALLBACK_TOKEN) ? WEAK : NONE;
    }

    /** Whether it is the one name that may mark either kind of id. */
    public static boolean isOfEither(String key) {
        return endsWith(key, 'n') && normalized(key).equals(CALLBACK_TOKEN);
    }

    /** Whether a strong name says no more than that it is the token: not {@code parentTaskToken}. */
    public static boolean isPlain(String key) {
        String name = normalized(key);
        return name.equals("tasktoken") || name.equals("sfntoken") || name.equals("callbackid");
    }

    /** Whether a name says that the token is a parent workflow's: {@code parentTaskToken}. */
    public static boolean isParents(String key) {
        return normalized(key).contains("parent");
    }

    /** Whether a text names a strong one somewhere, as a link's parameter or a program's argument may. */
    public static boolean isMentioned(String text) {
        String name = normalized(text);
        return name.contains("tasktoken") || name.contains("sfntoken");
    }

    /** The same for a strong name of a callback id. */
    public static boolean isCallbackMentioned(String text) {
        return normalized(text).contains("callbackid");
    }

    /** Whether a definition's path was meant to stand here and was not resolved: {@code TaskToken.$}. */
    public static boolean isUnresolved(String key) {
        return key.endsWith(".$") && of(key.substring(0, key.length() - 2)) == STRONG;
    }

    /** The name that the workflow's own data usually has; it may carry a parent's token. */
    public static boolean isInput(String key) {
        return key.equalsIgnoreCase("input");
    }

    public static String normalized(String key) {
        StringBuilder name = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c != '_' && c != '-') {
                name.append(Character.toLowerCase(c));
            }
        }
        return name.toString();
    }

    /** Turns nearly every key away without building anything. */
    private static boolean endsWith(String key, char lower) {
        int last = key.length() - 1;
        while (last >= 0 && (key.charAt(last) == '_' || key.charAt(last) == '-')) {
            last--;
        }
        return last >= 4 && (key.charAt(last) == lower || key.charAt(last) == Character.toUpperCase(lower));
    }
}

package dev.tasktoken.internal;

/** How strongly a key marks its value as a task token. Keys are compared without case, {@code _} and {@code -}. */
public enum TokenName {
    STRONG,
    WEAK,
    NONE;

    public static TokenName of(String key) {
        if (!endsLikeToken(key)) {
            return NONE;
        }
        String name = normalized(key);
        if (name.endsWith("tasktoken") || name.equals("sfntoken")) {
            return STRONG;
        }
        return name.equals("token") || name.equals("callbacktoken") ? WEAK : NONE;
    }

    /** Whether a strong name says no more than that it is the token: not {@code parentTaskToken}. */
    public static boolean isPlain(String key) {
        String name = normalized(key);
        return name.equals("tasktoken") || name.equals("sfntoken");
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
    private static boolean endsLikeToken(String key) {
        int last = key.length() - 1;
        while (last >= 0 && (key.charAt(last) == '_' || key.charAt(last) == '-')) {
            last--;
        }
        return last >= 4 && (key.charAt(last) == 'n' || key.charAt(last) == 'N');
    }
}

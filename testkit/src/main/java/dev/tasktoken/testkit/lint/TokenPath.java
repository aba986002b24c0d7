package dev.tasktoken.testkit.lint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways to write the context object's token, and to miss it. */
final class TokenPath {
    /** How the token is written, for messages: in a JSONPath state and in a JSONata one. */
    static final String IN_JSONPATH = "$$.Task.Token";

    static final String IN_JSONATA = "$states.context.Task.Token";

    private static final String TASK = "(?:\\.Task\\b|\\[\\s*['\"]Task['\"]\\s*\\])";
    private static final String TOKEN = "(?:\\.Token\\b|\\[\\s*['\"]Token['\"]\\s*\\])";
    private static final Pattern PATH = Pattern.compile("\\$\\$" + TASK + TOKEN);
    private static final Pattern AROUND_PATH =
            Pattern.compile("\\$\\$" + TASK + "?(?:\\.\\.|\\.\\*|\\[\\*\\]|(?![\\w.\\[]))");
    private static final Pattern EXPRESSION =
            Pattern.compile("\\$states\\s*\\.\\s*context\\s*\\.\\s*`?Task`?\\s*\\.\\s*`?Token\\b");
    private static final Pattern AROUND_EXPRESSION = Pattern.compile(
            "\\$states(?![\\w\\s.])|\\$states\\s*\\.\\s*context\\b(?:\\s*\\.\\s*`?Task\\b`?)?(?!\\s*\\.\\s*[\\w`])");
    private static final Pattern OTHER_PATH = Pattern.compile("\\$\\$\\.(\\w+)(?:\\.(\\w+))?");
    private static final Pattern OTHER_EXPRESSION =
            Pattern.compile("\\$states\\s*\\.\\s*context\\s*\\.\\s*(\\w+)(?:\\s*\\.\\s*(\\w+))?");

    private TokenPath() {}

    static String in(boolean jsonata) {
        return jsonata ? "{% " + IN_JSONATA + " %}" : IN_JSONPATH;
    }

    /** Whether a path or an expression names the token itself. */
    static boolean isNamed(String text, boolean jsonata) {
        return (jsonata ? EXPRESSION : PATH).matcher(text).find();
    }

    /** Whether a path or an expression takes the token along: by its name, or within the context object. */
    static boolean isTaken(String text, boolean jsonata) {
        return isNamed(text, jsonata)
                || (jsonata ? AROUND_EXPRESSION : AROUND_PATH).matcher(text).find();
    }

    /** Whether a text, in whichever language, looks as if it were meant to be the token. */
    static boolean isMeant(String text) {
        return isNamed(text, false) || isNamed(text, true);
    }

    /** A path below the context object's Task, or what differs from it by case only, that is not the token's. */
    static Optional<String> missed(String text, boolean jsonata) {
        Matcher path = (jsonata ? OTHER_EXPRESSION : OTHER_PATH).matcher(text);
        while (path.find()) {
            boolean isTask = "Task".equalsIgnoreCase(path.group(1));
            boolean exact = "Task".equals(path.group(1)) && (path.group(2) == null || "Token".equals(path.group(2)));
            if (isTask && !exact) {
                return Optional.of(path.group());
            }
        }
        return Optional.empty();
    }
}

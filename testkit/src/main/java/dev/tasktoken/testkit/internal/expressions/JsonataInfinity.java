package dev.tasktoken.testkit.internal.expressions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Numbers out of the range of a double. The service gives their text, {@code ["Infinity"]} for {@code [1/0]}
 * (measured); the library fails with D1001. Only a single calculation that is the whole expression, an element of a
 * list or a member of an object written out is replaced: anything around it could ask for the number.
 */
final class JsonataInfinity {
    private static final String OPERAND = "\\s*-?(?:\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?|\\$\\w+(?:\\.\\w+)*)\\s*";
    private static final Pattern CALCULATION = Pattern.compile(OPERAND + "[-+*/]" + OPERAND);

    private JsonataInfinity() {}

    /**
     * Replaces the calculations of an expression.
     *
     * @param replacement gives for a calculation what to write in its place, or the same again
     */
    static String replace(String expression, UnaryOperator<String> replacement) {
        if (CALCULATION.matcher(expression).matches()) {
            return replacement.apply(expression);
        }
        String text = expression.strip();
        if (isWhole(text, '[', ']')) {
            return "[" + replaceAll(text, part -> replace(part, replacement)) + "]";
        }
        return isWhole(text, '{', '}')
                ? "{" + replaceAll(text, part -> replaceMember(part, replacement)) + "}"
                : expression;
    }

    private static String replaceMember(String member, UnaryOperator<String> replacement) {
        String key = split(member, ':').get(0);
        return key.length() == member.length()
                ? member
                : key + ":" + replace(member.substring(key.length() + 1), replacement);
    }

    private static String replaceAll(String bracketed, UnaryOperator<String> replacement) {
        List<String> parts = split(bracketed.substring(1, bracketed.length() - 1), ',');
        return String.join(",", parts.stream().map(replacement).toList());
    }

    /** Whether a text is one list or one object from its first character to its last. */
    private static boolean isWhole(String text, char open, char close) {
        return text.length() > 1
                && text.charAt(0) == open
                && text.charAt(text.length() - 1) == close
                && split(text, close).size() == 2;
    }

    /** Splits at a character outside of texts and of brackets, but for the first bracket if it is the closing one. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = separator == ']' || separator == '}' ? -1 : 0;
        int start = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == separator && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            } else {
                quote = "\"'`".indexOf(c) >= 0 ? c : quote;
                depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}

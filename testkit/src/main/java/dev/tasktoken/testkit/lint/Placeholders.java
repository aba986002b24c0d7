package dev.tasktoken.testkit.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * What a deployment fills in later, <code>${Name}</code>. In quotes it is a text like any other; bare it stands for a
 * value, and becomes a text that only this class makes, as long as it was, so that lines and columns stay what they
 * are.
 */
final class Placeholders {
    private static final char MARK = '\uE000';
    private static final int LONGEST = 256;
    private static final Pattern NOT_IN_A_TEXT = Pattern.compile("[\\p{Cntrl}\"\\\\]");

    private Placeholders() {}

    static String quoteBareOnes(String definition) {
        StringBuilder quoted = new StringBuilder(definition.length());
        boolean inText = false;
        for (int i = 0; i < definition.length(); i++) {
            char c = definition.charAt(i);
            int end = inText || !definition.startsWith("${", i) ? -1 : endOf(definition, i);
            if (end > 0) {
                String name = definition.substring(i + 2, end);
                quoted.append('"')
                        .append(MARK)
                        .append(NOT_IN_A_TEXT.matcher(name).replaceAll("_"))
                        .append('"');
                i = end;
                continue;
            }
            quoted.append(c);
            if (inText && c == '\\' && i + 1 < definition.length()) {
                quoted.append(definition.charAt(++i));
            } else if (c == '"') {
                inText = !inText;
            }
        }
        return quoted.toString();
    }

    /** Whether a value is not known before deployment, not even its type. */
    static boolean isBare(JsonNode value) {
        return value.isTextual() && isBare(value.textValue());
    }

    static boolean isBare(String text) {
        return text.indexOf(MARK) == 0;
    }

    static boolean isIn(String text) {
        return text.contains("${") || isBare(text);
    }

    /** A placeholder ends on its line and soon, or it is none: else a row of openings would be read again and again. */
    private static int endOf(String definition, int start) {
        int last = Math.min(definition.length(), start + LONGEST);
        for (int i = start + 2; i < last; i++) {
            char c = definition.charAt(i);
            if (c == '}') {
                return i;
            }
            if (c == '\n' || c == '\r') {
                return -1;
            }
        }
        return -1;
    }
}

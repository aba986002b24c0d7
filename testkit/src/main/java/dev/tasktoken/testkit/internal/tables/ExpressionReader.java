package dev.tasktoken.testkit.internal.tables;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of one expression, and what is common to all kinds of them: names, values and paths. */
final class ExpressionReader {
    private static final Pattern WORD =
            Pattern.compile("\\s*([:#]?[A-Za-z_][A-Za-z0-9_]*|[:#]?[0-9]+|<>|<=|>=|[=<>().,\\[\\]+-])");

    private final String kind;
    private final Placeholders placeholders;
    private final List<String> words;
    private int next;

    /** Reads a text of a kind, {@code ConditionExpression}. */
    ExpressionReader(String kind, String text, Placeholders placeholders) {
        this.kind = kind;
        this.placeholders = placeholders;
        this.words = words(text);
    }

    private List<String> words(String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = WORD.matcher(text.strip());
        int end = 0;
        while (end < text.strip().length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw syntax();
            }
            found.add(matcher.group(1));
            end = matcher.end();
        }
        return found;
    }

    boolean isAtEnd() {
        return next == words.size();
    }

    /** The next word, or an empty text at the end. */
    String peek() {
        return isAtEnd() ? "" : words.get(next);
    }

    String take() {
        if (isAtEnd()) {
            throw syntax();
        }
        return words.get(next++);
    }

    /** Takes the next word if it is this one; keywords have no case. */
    boolean takes(String word) {
        boolean found = peek().equalsIgnoreCase(word);
        if (found) {
            next++;
        }
        return found;
    }

    void require(String word) {
        if (!takes(word)) {
            throw syntax();
        }
    }

    boolean isFunction() {
        return next + 1 < words.size() && words.get(next + 1).equals("(");
    }

    boolean isValue() {
        return peek().startsWith(":");
    }

    JsonNode value() {
        return placeholders.value(take(), kind);
    }

    DocumentPath path() {
        String attribute = name();
        List<Object> steps = new ArrayList<>();
        while (true) {
            if (takes(".")) {
                steps.add(name());
            } else if (takes("[")) {
                steps.add(index());
                require("]");
            } else {
                return new DocumentPath(attribute, List.copyOf(steps));
            }
        }
    }

    private String name() {
        String word = take();
        if (word.startsWith("#")) {
            return placeholders.name(word, kind);
        }
        if (!Character.isLetter(word.charAt(0)) && word.charAt(0) != '_') {
            throw syntax();
        }
        return word;
    }

    private int index() {
        try {
            return Integer.parseInt(take());
        } catch (NumberFormatException e) {
            throw syntax();
        }
    }

    /** The expression's text stays out: it may hold data. */
    TableException syntax() {
        return TableException.validation("Invalid " + kind + ": Syntax error");
    }

    TableException invalid(String problem) {
        return TableException.validation("Invalid " + kind + ": " + problem);
    }
}

package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one call of an intrinsic function, with the calls in it. */
final class IntrinsicParser {
    private static final int DEEPEST = 10;
    private static final Pattern NAME = Pattern.compile("\\s*States\\.(\\w+)\\s*\\(");
    private static final Pattern CONSTANT = Pattern.compile("\\s*(-?\\d[\\d.eE+-]*|true|false|null)(?=\\s*[,)])");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);

    private final AslObject asl;
    private final String field;
    private final String text;
    private int position;

    IntrinsicParser(AslObject asl, String field, String text) {
        this.asl = asl;
        this.field = field;
        this.text = text;
    }

    /** Reads a text of a definition. */
    static IntrinsicCall compile(AslObject asl, String field, String text) {
        try {
            return new IntrinsicParser(asl, field, text).parse();
        } catch (IllegalArgumentException e) {
            throw asl.refuseKey(field, " (" + e.getMessage() + ")");
        }
    }

    private IntrinsicCall parse() {
        IntrinsicCall call = call(1);
        if (!text.substring(position).isBlank()) {
            throw new IllegalArgumentException("there is text after the call");
        }
        return call;
    }

    private IntrinsicCall call(int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("calls nest more than " + DEEPEST + " deep");
        }
        Matcher name =
                take(NAME).orElseThrow(() -> new IllegalArgumentException("a function's name and '(' are expected"));
        IntrinsicFunction function = IntrinsicFunctions.find(name.group(1));
        List<PayloadTemplate> arguments = new ArrayList<>();
        if (!takeCharacter(')')) {
            do {
                arguments.add(argument(depth, function.takesRawTemplate() && arguments.isEmpty()));
            } while (takeCharacter(','));
            if (!takeCharacter(')')) {
                throw new IllegalArgumentException("',' or ')' is expected");
            }
        }
        function.checkCount(arguments.size());
        return new IntrinsicCall(function, List.copyOf(arguments));
    }

    private PayloadTemplate argument(int depth, boolean raw) {
        if (takeCharacter('\'')) {
            String literal = literal();
            return constant(Json.NODES.textNode(raw ? literal : unescape(literal)));
        }
        Optional<Matcher> known = take(CONSTANT);
        if (known.isPresent()) {
            return constant(Json.parse(known.get().group(1))
                    .orElseThrow(() -> new IllegalArgumentException("a number is not well-formed")));
        }
        return text.startsWith("States.", position) ? call(depth + 1) : path();
    }

    /** The text up to the closing quote, in which {@code \' \{ \} \\} stand for themselves. */
    private String literal() {
        int start = position;
        for (; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == '\'') {
                return text.substring(start, position++);
            }
            if (c == '\\' && "'{}\\".indexOf(text.charAt(Math.min(++position, text.length() - 1))) < 0) {
                throw new IllegalArgumentException("there is no escape like this one");
            }
        }
        throw new IllegalArgumentException("a text has no end");
    }

    /** A path ends at the comma or bracket that is not its own. */
    private PayloadTemplate path() {
        int start = position;
        int open = 0;
        boolean quoted = false;
        for (; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && open == 0 && (c == ',' || c == ')')) {
                break;
            } else if (!quoted) {
                open += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            }
        }
        return DataPath.compile(asl, field, text.substring(start, position).strip());
    }

    private static PayloadTemplate constant(JsonNode value) {
        return (data, scope) -> value;
    }

    static String unescape(String literal) {
        return ESCAPE.matcher(literal).replaceAll(escape -> Matcher.quoteReplacement(escape.group(1)));
    }

    private Optional<Matcher> take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        position = matcher.end();
        return Optional.of(matcher);
    }

    private boolean takeCharacter(char expected) {
        skipSpace();
        boolean found = position < text.length() && text.charAt(position) == expected;
        position += found ? 1 : 0;
        return found;
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }
}

package dev.tasktoken.testkit.internal.expressions;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the names at the top level of an expression, which have nothing to refer to: the service refuses them when the
 * machine is created (measured), and {@code $} and {@code $$} there, too (states language). Inside a step of a path, a
 * predicate, a group or a sort a name refers to what the step is applied to.
 */
final class JsonataReferences {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<space>\\s+|/\\*.*?\\*/)"
                    + "|(?<text>\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?)"
                    + "|(?<variable>\\$\\$|\\$\\w*)"
                    + "|(?<name>`[^`]*`|[\\p{L}_]\\w*)"
                    + "|(?<range>\\.\\.)|(?<dot>\\.)|(?<open>[(\\[{])|(?<close>[)\\]}])|(?<operator>.)",
            Pattern.DOTALL);

    private static final Pattern REGEX = Pattern.compile("/(?:\\\\.|[^/\\\\])+/[a-z]*");
    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");
    private static final Set<String> LAMBDA = Set.of("function", "λ");

    private final Set<String> found = new LinkedHashSet<>();
    private final Deque<Frame> frames = new ArrayDeque<>();

    /** Whether an operand is expected, and not an operator. */
    private boolean operand = true;

    /** Whether a dot stands before the next operand. */
    private boolean step;

    /** Whether the last operand was a step. */
    private boolean lastWasStep;

    private boolean lambda;
    private boolean sort;

    /** What is open: whether names in it refer to a step, and whether it is a step itself. */
    private record Frame(boolean relative, boolean step) {}

    private JsonataReferences() {
        frames.push(new Frame(false, false));
    }

    /** The names in their order; none in an expression with a transformation, which is not looked into. */
    static Set<String> atTopLevel(String expression) {
        JsonataReferences references = new JsonataReferences();
        references.scan(expression);
        return references.found;
    }

    private void scan(String expression) {
        Matcher matcher = TOKEN.matcher(expression);
        Matcher regex = REGEX.matcher(expression);
        int position = 0;
        while (position < expression.length()) {
            boolean isRegex =
                    operand && regex.region(position, expression.length()).lookingAt();
            if (isRegex && expression.charAt(position + 1) != '*') {
                took();
                position = regex.end();
            } else if (lambda && expression.charAt(position) == '<') {
                position = expression.indexOf('{', position); // The signature, which the parser has read.
            } else {
                matcher.region(position, expression.length()).lookingAt();
                position = matcher.end();
                if (matcher.group().equals("|")) {
                    found.clear();
                    return;
                }
                take(matcher);
            }
        }
    }

    private void take(Matcher token) {
        String text = token.group();
        if (token.group("text") != null) {
            took();
        } else if (token.group("variable") != null) {
            takeOperand(text, text.equals("$") || text.equals("$$"));
        } else if (token.group("name") != null) {
            takeName(text);
        } else if (token.group("dot") != null) {
            step = true;
            operand = true;
        } else if (token.group("open") != null) {
            open(text);
        } else if (token.group("close") != null) {
            close();
        } else if (token.group("range") != null || token.group("operator") != null) {
            takeOperator(text);
        }
    }

    private void takeName(String text) {
        if (!operand) {
            operand = true; // "and", "or" or "in"
            step = false;
        } else if (LAMBDA.contains(text) && !step) {
            took();
            lambda = true;
        } else {
            takeOperand(text.replace("`", ""), !CONSTANTS.contains(text));
        }
    }

    private void takeOperand(String text, boolean refers) {
        if (refers && !step && !frames.element().relative()) {
            found.add(text);
        }
        took();
    }

    private void takeOperator(String text) {
        boolean isOperand = operand && (text.equals("*") || text.equals("%") || text.equals("?"));
        if (isOperand) {
            took();
        } else {
            sort = text.equals("^");
            operand = true;
            step = false;
        }
    }

    private void took() {
        lastWasStep = step;
        operand = false;
        step = false;
    }

    private void open(String bracket) {
        boolean around = frames.element().relative();
        boolean relative;
        if (sort || operand) {
            relative = around || step || sort;
            frames.push(new Frame(relative, step));
        } else {
            boolean body = bracket.equals("{") && lambda;
            relative = around || (bracket.equals("(") ? lastWasStep : !body);
            lambda &= !body;
            frames.push(new Frame(relative, lastWasStep));
        }
        operand = true;
        step = false;
        sort = false;
    }

    private void close() {
        if (frames.size() > 1) {
            lastWasStep = frames.pop().step();
        }
        operand = false;
        step = false;
    }
}

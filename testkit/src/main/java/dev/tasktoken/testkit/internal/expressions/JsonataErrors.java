package dev.tasktoken.testkit.internal.expressions;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.utils.Constants;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Why an expression failed, in JSONata's words: its code and its sentence. Values stay out, they could be a token: what
 * stands in quotes is {@code "..."} unless it is the name of a function, of an operator or of a type.
 */
final class JsonataErrors {
    private static final Pattern CODE = Pattern.compile("[A-Z]\\d{4}");

    /** A code and a sentence without data, as the functions of this package say them. */
    private static final Pattern OWN = Pattern.compile("[A-Z]\\d{4}: .*", Pattern.DOTALL);

    private static final Pattern VALUES = Pattern.compile("\".*\"", Pattern.DOTALL);

    /** What an element of an argument must be, by the library's letter, and the functions that ask for it. */
    private static final Map<Object, Elements> ELEMENTS = Map.of(
            "n", new Elements("numbers", Pattern.compile("\\$(sum|max|min|average)\\s*\\(")),
            "s", new Elements("strings", Pattern.compile("\\$(join)\\s*\\(")),
            "o", new Elements("objects", Pattern.compile("\\$(merge)\\s*\\(")));

    private static final Map<String, String> PICTURES = Map.of(
            "D3130", Constants.ERR_MSG_SEQUENCE_UNSUPPORTED,
            "D3131", Constants.ERR_MSG_DIFF_DECIMAL_GROUP,
            "D3132", Constants.ERR_MSG_UNKNOWN_COMPONENT_SPECIFIER,
            "D3133", Constants.ERR_MSG_INVALID_NAME_MODIFIER,
            "D3134", Constants.ERR_MSG_TIMEZONE_FORMAT,
            "D3135", Constants.ERR_MSG_NO_CLOSING_BRACKET,
            "D3136", Constants.ERR_MSG_MISSING_FORMAT);

    private record Elements(String type, Pattern calls) {}

    private JsonataErrors() {}

    /** What follows the words "threw an error during evaluation" in a cause. */
    static String reason(RuntimeException failure, String expression) {
        if (failure instanceof JException e) {
            return ofLibrary(e, String.valueOf(e.getError()), expression);
        }
        if (failure instanceof NumberFormatException) {
            return ". D3030: Unable to cast value to a number: \"...\"";
        }
        if (failure instanceof DateTimeParseException) {
            return ". D3110: The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given \"...\"";
        }
        if (failure instanceof ClassCastException && expression.contains("$sort")) {
            return ". D3070: The single argument form of the sort function can only be applied to an array of strings or"
                    + " an array of numbers. Use the second argument to specify a comparison function";
        }
        return failure instanceof IllegalArgumentException && expression.contains("$decodeUrl")
                ? ". D3140: Malformed URL passed to the decodeUrl function"
                : ofPicture(String.valueOf(failure.getMessage()));
    }

    /** The library has the sentences about pictures of dates and numbers, without their codes. */
    private static String ofPicture(String message) {
        return PICTURES.entrySet().stream()
                .filter(known -> message.startsWith(known.getValue().replaceFirst("%s.*", "")))
                .map(known -> ". " + known.getKey() + ": " + known.getValue().replace("%s", "\"...\""))
                .findFirst()
                .orElse(".");
    }

    private static String ofLibrary(JException e, String error, String expression) {
        if (OWN.matcher(error).matches()) {
            return ". " + error;
        }
        if (CODE.matcher(error).matches()) {
            return ". " + error + sentence(e, error, expression);
        }
        if (error.startsWith("Stack overflow error") || error.startsWith("Expression evaluation")) {
            return ": " + error.replaceFirst(" Depth=.*", "").replace("  ", " ");
        }
        if (error.startsWith("Malformed URL")) {
            return ". D3140: Malformed URL passed to the encodeUrl function";
        }
        return error.startsWith("Second argument of replace")
                ? ". D3010: Second argument of replace function cannot be an empty string"
                : ofPicture(error);
    }

    private static String sentence(JException e, String code, String expression) {
        return switch (code) {
            case "D3137", "D3141" -> ": \"...\""; // The text of the user's own $error or $assert.
            case "T0410" -> signature(e);
            case "T0412" -> elements(e, expression);
            // The only value is the operator's, or a function's name.
            case "T1005", "T2001", "T2002", "T2010" -> ": " + e.getMessage();
            default -> ": " + masked(String.valueOf(e.getMessage()));
        };
    }

    private static String signature(JException e) {
        return e.getCurrent() instanceof Number argument && e.getExpected() != null
                ? ": Argument " + argument + " of function \"" + e.getExpected()
                        + "\" does not match function signature"
                : "";
    }

    /** The library does not say which function it was: the expression does, if it calls only one that it can be. */
    private static String elements(JException e, String expression) {
        Elements elements = ELEMENTS.get(String.valueOf(e.getExpected()));
        if (elements == null) {
            return "";
        }
        List<String> called = elements.calls()
                .matcher(expression)
                .results()
                .map((MatchResult call) -> call.group(1))
                .distinct()
                .toList();
        return called.size() != 1
                ? ""
                : ": Argument 1 of function \"" + called.get(0) + "\" must be an array of \"" + elements.type() + "\"";
    }

    /** The library's templates say Object where JSONata's say function, and leave a few places open. */
    private static String masked(String message) {
        return VALUES.matcher(message)
                .replaceAll("\"...\"")
                .replace(" {{token}}", "")
                .replace(" Object ", " function ")
                .replace("  ", " ");
    }
}

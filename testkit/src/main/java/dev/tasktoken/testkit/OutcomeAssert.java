package dev.tasktoken.testkit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.JsonDifference;
import dev.tasktoken.testkit.internal.values.TokenMask;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.ObjectAssert;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of anything that ends with an output, or with an error and its cause. Messages show no task token.
 *
 * @param <S> the assertion's own type
 * @param <A> what is asserted about
 */
abstract class OutcomeAssert<S extends OutcomeAssert<S, A>, A> extends AbstractAssert<S, A> {
    private static final int LONGEST_CAUSE = 2_000;

    OutcomeAssert(A actual, Class<S> selfType) {
        super(actual, selfType);
    }

    /** The output's JSON text, if it ended with one. */
    abstract Optional<String> output();

    abstract Optional<String> error();

    abstract Optional<String> cause();

    /** What happened, for the end of a message. */
    abstract String story();

    /**
     * Checks the output. Numbers are compared by value (1 equals 1.0), objects without regard to the order of their
     * keys.
     *
     * @param expected JSON text if it is a {@code String} (a JSON string needs its quotes), else what Jackson makes of
     *     it
     * @return this assertion
     * @throws AssertionError if there is no output or another one; the message names each place that differs
     * @throws IllegalArgumentException if the expected value is not JSON
     */
    public S withOutput(@Nullable Object expected) {
        requireSame("output", expected(expected), outputTree());
        return myself;
    }

    /**
     * Checks a part of the output. A {@code String} is JSON text, or a text as it is: {@code "1"} is equal to the
     * number 1 and to the text 1. To accept the text only, use {@link #withTextAt}.
     *
     * @param pointer a JSON Pointer, for instance {@code /order/id}
     * @param expected as for {@link #withOutput}, or a text without its quotes
     * @return this assertion
     * @throws AssertionError if there is no output, nothing at that place, or another value
     * @throws IllegalArgumentException if the pointer is none, or the expected value cannot be written as JSON
     */
    public S withOutputAt(String pointer, @Nullable Object expected) {
        if (!(expected instanceof String text)) {
            return requireAt(pointer, expected(expected));
        }
        JsonNode asText = Json.NODES.textNode(text);
        JsonNode asJson = Json.parse(text).orElse(asText);
        JsonNode found = outputTree().at(JsonPointer.compile(pointer));
        boolean isText = found.equals(asText) || (found.isTextual() && !asJson.isTextual());
        return requireAt(pointer, isText ? asText : asJson);
    }

    private S requireAt(String pointer, JsonNode wanted) {
        JsonNode found = outputTree().at(JsonPointer.compile(pointer));
        if (found.isMissingNode()) {
            throw complaint("Expected the output to have a value at " + pointer + ", but it is "
                    + JsonDifference.shown(outputTree()));
        }
        requireSame("output at " + pointer, wanted, found);
        return myself;
    }

    /**
     * Checks a text in the output, which is written here as it is and not as JSON.
     *
     * @param pointer a JSON Pointer, for instance {@code /order/id}; empty for the whole output
     * @param expected the text
     * @return this assertion
     * @throws AssertionError if there is no output, nothing at that place, or anything but this text
     * @throws IllegalArgumentException if the pointer is none
     */
    public S withTextAt(String pointer, String expected) {
        return requireAt(pointer, Json.NODES.textNode(expected));
    }

    /**
     * Binds the output to a type, for AssertJ's own assertions, whose messages show what they compare: an output that
     * holds a token should be looked at by {@link #withOutputAt}.
     *
     * @param type a class or record; an unknown property is an error
     * @param <T> the type
     * @return an assertion about the output
     * @throws AssertionError if there is no output, or it cannot be bound
     */
    public <T> ObjectAssert<T> outputAs(Class<T> type) {
        try {
            return new ObjectAssert<>(Json.MAPPER.treeToValue(outputTree(), type));
        } catch (JsonMappingException e) {
            // Jackson's own message may quote the value.
            throw complaint("Expected the output to bind to " + type.getName() + ", but it does not at "
                    + e.getPathReference());
        } catch (JsonProcessingException e) {
            throw complaint("Expected the output to bind to " + type.getName() + ", but it does not");
        }
    }

    /**
     * Checks the error's name.
     *
     * @param expected the name that Retry and Catch match
     * @return this assertion
     * @throws AssertionError if it ended without an error, or with another
     */
    public S withError(String expected) {
        if (!error().equals(Optional.of(expected))) {
            throw complaint("Expected the error " + TokenMask.hide(expected) + ", but it was "
                    + error().map(TokenMask::hide).orElse("none") + causeLine());
        }
        return myself;
    }

    /**
     * Checks the cause, to the letter.
     *
     * @param expected the whole cause
     * @return this assertion
     * @throws AssertionError if it ended without a cause, or with another
     */
    public S withCause(String expected) {
        if (!cause().equals(Optional.of(expected))) {
            throw complaint("Expected the cause\n  " + TokenMask.hide(expected) + "\nbut it was\n  " + shownCause());
        }
        return myself;
    }

    /**
     * Checks a part of the cause, which is often JSON text.
     *
     * @param part what must occur in it
     * @return this assertion
     * @throws AssertionError if it ended without a cause, or with one that does not contain the text
     */
    public S withCauseContaining(String part) {
        if (cause().filter(text -> text.contains(part)).isEmpty()) {
            throw complaint(
                    "Expected a cause that contains\n  " + TokenMask.hide(part) + "\nbut it was\n  " + shownCause());
        }
        return myself;
    }

    /** A failure's error and cause, each on a line of its own. */
    final String reason() {
        return error().map(name -> "\n  error: " + TokenMask.hide(name)).orElse("") + causeLine();
    }

    final AssertionError complaint(String message) {
        // The text may have percent signs of its own.
        return failure("%s", message + "\n" + story());
    }

    private void requireSame(String what, JsonNode expected, JsonNode actual) {
        List<String> places = JsonDifference.between(expected, actual);
        if (!places.isEmpty()) {
            throw complaint("Expected another " + what + ":\n  " + String.join("\n  ", places));
        }
    }

    private JsonNode outputTree() {
        return output().flatMap(Json::parse)
                .orElseThrow(() -> complaint("Expected an output, but there is none" + reason()));
    }

    private String causeLine() {
        return cause().isEmpty() ? "" : "\n  cause: " + shownCause();
    }

    private String shownCause() {
        return JsonDifference.cut(TokenMask.hide(cause().orElse("none")), LONGEST_CAUSE);
    }

    private static JsonNode expected(@Nullable Object value) {
        return Json.parse(Json.writeValue(value))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the expected output is not JSON text; a JSON string needs its quotes: \"\\\"abc\\\"\", or"
                                + " withTextAt"));
    }
}

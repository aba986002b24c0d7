package dev.tasktoken.testkit.internal.expressions;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code $string}: texts as they are, other values as JSON text. Numbers are JavaScript's: without an exponent below
 * 1e21 (measured), where the library writes one. {@code &} is the library's own and still does.
 */
final class JsonataText {
    private static final double EXPONENT_FROM = 1e21;
    private static final int DIGITS = 15;
    private static final String STEP = "  ";

    private final boolean pretty;
    private final StringBuilder text = new StringBuilder();

    private JsonataText(boolean pretty) {
        this.pretty = pretty;
    }

    static @Nullable Object of(@Nullable Object value, @Nullable Boolean pretty) {
        if (value == null || value instanceof String) {
            return value;
        }
        if (isFunction(value)) {
            return "";
        }
        JsonataText writer = new JsonataText(Boolean.TRUE.equals(pretty));
        writer.append(value, "\n");
        return writer.text.toString();
    }

    /** A whole number that JavaScript writes without an exponent; such a double is exact to its shortest digits. */
    static Optional<BigDecimal> plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < EXPONENT_FROM
                ? Optional.of(new BigDecimal(Double.toString(number)).setScale(0))
                : Optional.empty();
    }

    private void append(@Nullable Object value, String line) {
        if (value instanceof Map<?, ?> map) {
            text.append('{');
            map.forEach((key, member) -> {
                next('{', line);
                text.append(quoted(String.valueOf(key))).append(pretty ? ": " : ":");
                append(member, line + STEP);
            });
            end('{', line).append('}');
        } else if (value instanceof List<?> list) {
            text.append('[');
            list.forEach(element -> {
                next('[', line);
                append(element, line + STEP);
            });
            end('[', line).append(']');
        } else {
            text.append(scalar(value));
        }
    }

    private void next(char open, String line) {
        if (text.charAt(text.length() - 1) != open) {
            text.append(',');
        }
        text.append(pretty ? line + STEP : "");
    }

    private StringBuilder end(char open, String line) {
        return text.append(pretty && text.charAt(text.length() - 1) != open ? line : "");
    }

    private static String scalar(@Nullable Object value) {
        if (value instanceof Number number) {
            return number(number);
        }
        if (value == null || value == Jsonata.NULL_VALUE) {
            return "null";
        }
        return value instanceof Boolean ? value.toString() : quoted(isFunction(value) ? "" : value.toString());
    }

    private static boolean isFunction(Object value) {
        boolean json = value instanceof Map || value instanceof List || value instanceof String;
        return !json && !(value instanceof Number) && !(value instanceof Boolean) && value != Jsonata.NULL_VALUE;
    }

    private static String number(Number number) {
        if (!(number instanceof Double)) {
            return number.toString();
        }
        double value = number.doubleValue();
        return plain(value)
                .map(BigDecimal::toPlainString)
                .orElseGet(() -> new BigDecimal(value, new MathContext(DIGITS))
                        .stripTrailingZeros()
                        .toString()
                        .replace('E', 'e'));
    }

    private static String quoted(String value) {
        return Json.write(TextNode.valueOf(value));
    }
}

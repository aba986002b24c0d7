package dev.tasktoken.testkit.internal.expressions;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code $formatNumber}, with the rules of JSONata for its picture, which the library takes as it is. That a picture
 * without a digit is D3086 was measured; the others are JSONata's own rules.
 */
final class JsonataPicture {
    private static final String ACTIVE = "0-9#.,";

    /** Code, what breaks its rule, and what is said then. */
    private record Rule(String code, Pattern broken, String message) {}

    private static final Rule[] RULES = {
        rule("D3081", "\\..*\\.", "contain more than one instance of the 'decimal-separator' character"),
        rule("D3082", "%.*%", "contain more than one instance of the 'percent' character"),
        rule("D3083", "‰.*‰", "contain more than one instance of the 'per-mille' character"),
        rule("D3084", "%.*‰|‰.*%", "contain both a 'percent' and a 'per-mille' character"),
        rule(
                "D3086",
                "[" + ACTIVE + "][^" + ACTIVE + "e]+[" + ACTIVE + "]|^[^0-9#]*$",
                "contain a passive character that is preceded by an active character and that is followed by another"
                        + " active character"),
        rule(
                "D3087",
                ",\\.|\\.,",
                "contain a 'grouping-separator' character that appears adjacent to a"
                        + " 'decimal-separator' character"),
        rule("D3089", ",,", "contain two adjacent instances of the 'grouping-separator' character"),
        rule(
                "D3090",
                "^[^.]*[0-9][^.]*#",
                "contain a 'decimal-digit-family' character followed by an 'optional digit'"
                        + " character in its integer part"),
        rule(
                "D3091",
                "\\..*#.*[0-9]",
                "contain an 'optional digit' character followed by a 'decimal-digit-family'"
                        + " character in its fractional part")
    };

    private JsonataPicture() {}

    /** A picture with characters of its own is left to the library. */
    static @Nullable String format(@Nullable Number number, String picture, @Nullable Map<?, ?> characters) {
        if (number == null) {
            return null;
        }
        if (characters == null) {
            check(picture);
        }
        return Functions.formatNumber(number, picture, characters);
    }

    private static void check(String picture) {
        String[] parts = picture.split(";", -1);
        if (parts.length > 2) {
            throw failure("D3080: The second argument of formatNumber function must contain a maximum of two"
                    + " sub-pictures");
        }
        for (String part : parts) {
            for (Rule rule : RULES) {
                if (rule.broken().matcher(part).find()) {
                    throw failure(rule.code() + ": The sub-picture must not " + rule.message());
                }
            }
        }
    }

    private static Rule rule(String code, String broken, String message) {
        return new Rule(code, Pattern.compile(broken), message);
    }

    private static JException failure(String message) {
        return new JException(message, 0);
    }
}

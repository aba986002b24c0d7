package dev.tasktoken.testkit.internal.functions;

import dev.tasktoken.testkit.internal.values.Arns;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a definition may name a function: by name, partial or full ARN, each with a qualifier or without (Lambda API
 * reference, Invoke).
 */
public record FunctionName(
        Optional<String> region, Optional<String> accountId, String name, Optional<String> qualifier) {
    private static final String QUALIFIER = "\\$LATEST|[A-Za-z0-9_-]{1,128}";
    private static final Pattern SIMPLE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern ANY = Pattern.compile("(?:arn:aws[a-z-]*:lambda:(?<region>[a-z0-9-]+):)?"
            + "(?:(?<account>\\d{12}):)?(?:function:)?(?<name>" + SIMPLE + ")(?::(?<qualifier>" + QUALIFIER + "))?");

    static boolean isSimple(String text) {
        return SIMPLE.matcher(text).matches();
    }

    public static Optional<FunctionName> parse(String text) {
        Matcher matcher = ANY.matcher(text);
        return matcher.matches()
                ? Optional.of(new FunctionName(
                        group(matcher, "region"),
                        group(matcher, "account"),
                        text.substring(matcher.start("name"), matcher.end("name")),
                        group(matcher, "qualifier")))
                : Optional.empty();
    }

    public static boolean isQualifier(String text) {
        return text.matches(QUALIFIER);
    }

    /** Whether it was written with everything that tells functions apart, as a Resource must be. */
    public boolean isFullArn() {
        return region.isPresent() && accountId.isPresent();
    }

    /** The full ARN, with the home's Region and account where the text has none. */
    public String arn(Arns home) {
        Arns arns = new Arns(region.orElse(home.region()), accountId.orElse(home.accountId()));
        return arns.function(name) + qualifier.map(text -> ":" + text).orElse("");
    }

    boolean isIn(Arns home) {
        return region.orElse(home.region()).equals(home.region())
                && accountId.orElse(home.accountId()).equals(home.accountId());
    }

    private static Optional<String> group(Matcher matcher, String name) {
        @Nullable String group = matcher.group(name);
        return Optional.ofNullable(group);
    }
}

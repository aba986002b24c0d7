package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.spring.Starter;
import dev.tasktoken.spring.TaskTokenProperties;
import dev.tasktoken.testkit.TestTokens;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;

/**
 * The start of an application with drawn properties. It is no part of the test class, because JUnit loads the types of
 * its methods before Jazzer's agent, which would instrument the properties too late.
 */
final class OneStart {
    private static final int MOST_PROPERTIES = 8;

    private final Map<StarterProperty, PropertyValues.Value> drawn = new LinkedHashMap<>();
    private final Map<String, String> set = new LinkedHashMap<>();
    private final @Nullable String secret;

    OneStart(Draw draw) {
        for (int i = draw.below(MOST_PROPERTIES) + 1; i > 0; i--) {
            StarterProperty property = draw.of(StarterProperty.ALL);
            String name = spelledName(property.name(), draw.below(4));
            PropertyValues.Value value = property.values().value(draw);
            if (drawn.putIfAbsent(property, value) == null) {
                set.put(name, value.text());
            }
        }
        PropertyValues.Value key = drawn.get(StarterProperty.FORM_KEY);
        secret = key == null || key.isSpelled() ? null : key.text().strip();
    }

    void check() {
        try {
            TaskTokenProperties properties = Starter.bound(set);
            requireArrived(drawn, properties);
            requireHidden(properties.toString(), secret);
            start(properties, secret);
        } catch (BindException e) {
            requireNamed(texts(e), unbindable(drawn));
            requireHidden(texts(e), secret);
        }
    }

    private static void requireArrived(
            Map<StarterProperty, PropertyValues.Value> drawn, TaskTokenProperties properties) {
        for (StarterProperty property : StarterProperty.ALL) {
            PropertyValues.Value value = drawn.get(property);
            if (value == null || value.bound() != null || !value.isSpelled()) {
                Object given = value == null ? property.arrives().apply(Starter.STANDARD) : value.bound();
                assertThat(Objects.equals(property.arrives().apply(properties), given))
                        .as("%s arrives as given", property.name())
                        .isTrue();
            }
        }
    }

    private static void start(TaskTokenProperties properties, @Nullable String secret) {
        Set<String> broken = StarterRules.broken(properties);
        try {
            Starter.start(properties);
            assertThat(broken).as("accepted").isEmpty();
        } catch (RuntimeException e) {
            if (!Starter.isRefusal(e)) {
                throw e;
            }
            String texts = texts(e);
            requireNamed(texts, broken);
            Outcome.requireNoToken(texts);
            requireHidden(texts, secret);
        }
    }

    private static Set<String> unbindable(Map<StarterProperty, PropertyValues.Value> drawn) {
        Set<String> names = new TreeSet<>();
        drawn.forEach((property, value) -> {
            if (value.bound() == null) {
                names.add(property.name());
            }
        });
        return names;
    }

    /** Whatever a person may see of an exception. */
    private static String texts(Throwable thrown) {
        StringBuilder texts = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            texts.append(cause).append('\n');
        }
        return texts.toString();
    }

    private static void requireNamed(String texts, Set<String> names) {
        if (names.stream().noneMatch(texts::contains)) {
            throw new AssertionError(
                    "None of " + names + " is named in: " + texts.replace(TestTokens.PREFIX, "<token>"));
        }
    }

    private static void requireHidden(String texts, @Nullable String secret) {
        if (secret != null && texts.contains(secret)) {
            throw new AssertionError("The key of the forms leaks");
        }
    }

    /** In one of the forms that Spring Boot takes for the same name. */
    private static String spelledName(String name, int form) {
        return switch (form) {
            case 1 -> name.replace("-", "");
            case 2 -> name.replace('-', '_');
            case 3 -> name.toUpperCase(Locale.ROOT);
            default -> name;
        };
    }
}

package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in the placeholders of a definition that CloudFormation or SAM deploys, so that a test can run the file that is
 * deployed. A placeholder without a value is an error; a value without a placeholder is not, so that definitions can
 * share their values.
 *
 * <p>Thread-safe.
 *
 * <pre>{@code
 * String definition = DefinitionSubstitutions.apply(Path.of("workflow.asl.json"), Map.of("QueueUrl", queueUrl));
 * }</pre>
 */
public final class DefinitionSubstitutions {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9_.:-]+)\\}");

    private DefinitionSubstitutions() {}

    /**
     * Reads a definition from a file and replaces its placeholders.
     *
     * @param definition a file in UTF-8
     * @param values the values by name
     * @return the definition to create a state machine with
     * @throws IllegalArgumentException if a placeholder has no value; the message names all of them
     * @throws UncheckedIOException if the file cannot be read
     */
    public static String apply(Path definition, Map<String, String> values) {
        try {
            return apply(Files.readString(definition), values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Replaces each placeholder of the form <code>${Name}</code> with its value. Values stand as they are, in quotes or
     * not; they are not searched for placeholders.
     *
     * @param definition the definition with placeholders
     * @param values the values by name
     * @return the definition to create a state machine with
     * @throws IllegalArgumentException if a placeholder has no value; the message names all of them
     */
    public static String apply(String definition, Map<String, String> values) {
        requireNonNull(values, "values");
        Set<String> missing = new TreeSet<>();
        String filled = PLACEHOLDER
                .matcher(requireNonNull(definition, "definition"))
                .replaceAll(placeholder -> {
                    String name = placeholder.group(1);
                    String value = values.get(name);
                    if (value == null) {
                        missing.add(name);
                    }
                    return Matcher.quoteReplacement(String.valueOf(value));
                });
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the definition has placeholders without a value: " + missing);
        }
        return filled;
    }
}

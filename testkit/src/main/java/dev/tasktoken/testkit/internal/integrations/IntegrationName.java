package dev.tasktoken.testkit.internal.integrations;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An integration as a Resource names it: {@code arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken}. */
record IntegrationName(String service, String operation, IntegrationPattern pattern) {
    static final String PREFIX = "arn:aws:states:::";

    /** The operations of optimized integrations that are often taken for others (developer guide). */
    private static final Map<String, Set<String>> OPTIMIZED = Map.ofEntries(
            Map.entry("apigateway", Set.of("invoke")),
            Map.entry("batch", Set.of("submitJob")),
            Map.entry("dynamodb", Set.of("getItem", "putItem", "updateItem", "deleteItem")),
            Map.entry("ecs", Set.of("runTask")),
            Map.entry("events", Set.of("putEvents")),
            Map.entry("http", Set.of("invoke")),
            Map.entry("lambda", Set.of("invoke")),
            Map.entry("sns", Set.of("publish")),
            Map.entry("sqs", Set.of("sendMessage")),
            Map.entry("states", Set.of("startExecution")));

    private static final Pattern NAME = Pattern.compile(
            "(?<service>(?:aws-sdk:)?[a-z0-9-]+):(?<operation>[A-Za-z0-9]+)(?<end>|\\.sync|\\.sync:2|\\.waitForTaskToken)");

    /** Empty for a text that is no such name, with the prefix or without. */
    static Optional<IntegrationName> parse(String text) {
        Matcher matcher = NAME.matcher(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String end = text.substring(text.length() - matcher.group("end").length());
        for (IntegrationPattern pattern : IntegrationPattern.values()) {
            if (pattern.suffix().equals(end)) {
                return Optional.of(new IntegrationName(matcher.group("service"), matcher.group("operation"), pattern));
            }
        }
        return Optional.empty();
    }

    IntegrationName with(IntegrationPattern other) {
        return new IntegrationName(service, operation, other);
    }

    /** Whether Step Functions has it, as far as is known: which operations an SDK has is not. */
    boolean isKnown() {
        return pattern.isOf(service)
                && OPTIMIZED.getOrDefault(service, Set.of(operation)).contains(operation);
    }

    String bare() {
        return service + ":" + operation;
    }

    /** The name as {@link #parse} takes it, without the prefix. */
    @Override
    public String toString() {
        return bare() + pattern.suffix();
    }
}

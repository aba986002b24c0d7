package dev.tasktoken.testkit.internal.integrations;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An integration as a Resource names it: {@code arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken}. */
record IntegrationName(String service, String operation, IntegrationPattern pattern) {
    static final String PREFIX = "arn:aws:states:::";

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

    boolean isKnownPattern() {
        return pattern.isOf(service);
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

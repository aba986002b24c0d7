package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.DataPath;
import dev.tasktoken.testkit.internal.expressions.JsonataExpression;
import dev.tasktoken.testkit.internal.expressions.PayloadTemplate;
import dev.tasktoken.testkit.internal.expressions.PayloadTemplateReader;
import dev.tasktoken.testkit.internal.expressions.QueryLanguage;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
import dev.tasktoken.testkit.internal.values.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How long a Wait state waits: so many seconds, or until a time. Messages as recorded. */
record WaitTime(String field, PayloadTemplate template) {
    private static final int MOST_SECONDS = 99_999_999;

    static WaitTime read(AslObject asl) {
        List<String> named = List.of("Seconds", "Timestamp", "SecondsPath", "TimestampPath").stream()
                .filter(asl::has)
                .toList();
        if (named.size() != 1) {
            throw asl.refuse("Exactly one of Seconds, Timestamp and their Path forms is required", "Seconds");
        }
        String field = named.get(0);
        if (field.endsWith("Path")) {
            return new WaitTime(field, DataPath.reference(asl, field, asl.text(field)));
        }
        JsonNode value = asl.value(field).orElseThrow();
        if (asl.language() == QueryLanguage.JSON_PATH || !JsonataExpression.isExpression(value)) {
            checkConstant(asl, field, value);
        }
        return new WaitTime(field, PayloadTemplateReader.compile(asl, field, value));
    }

    Duration delay(JsonNode data, Scope scope, Instant now) {
        JsonNode value = template.evaluate(data, scope);
        Duration delay = field.startsWith("Seconds") ? seconds(value) : until(value, now);
        if (delay.toSeconds() > Integer.MAX_VALUE) {
            throw failure("Wait state delay is too long.");
        }
        return delay.isNegative() ? Duration.ZERO : delay;
    }

    private static void checkConstant(AslObject asl, String field, JsonNode value) {
        if (field.equals("Seconds")) {
            asl.integer(field, 0, MOST_SECONDS);
        } else if (!Timestamps.isConstant(value)) {
            throw asl.refuse("String does not match RFC3339 timestamp", field);
        }
    }

    private Duration seconds(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw failure(subject() + "cannot be parsed as a long value" + where(value));
        }
        if (value.longValue() < 0) {
            throw failure(subject() + "references a negative value" + where(value));
        }
        return Duration.ofSeconds(value.longValue());
    }

    private Duration until(JsonNode value, Instant now) {
        Instant time = Timestamps.parse(value)
                .orElseThrow(
                        () -> failure(subject() + (isPath() ? "does not reference a valid" : "cannot be parsed as an")
                                + " ISO-8601 extended offset date-time format string" + where(value)));
        return Duration.between(now, time);
    }

    private String subject() {
        return "The " + field + (isPath() ? " parameter " : " field ");
    }

    private String where(JsonNode value) {
        return ": " + (isPath() ? template + " == " : "") + Json.abbreviate(value);
    }

    private boolean isPath() {
        return field.endsWith("Path");
    }

    private StateFailure failure(String cause) {
        return isPath() || !(template instanceof JsonataExpression)
                ? StateFailure.runtime(cause)
                : StateFailure.unusable(cause, field);
    }
}

package dev.tasktoken.testkit.internal.values;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** Timestamps as the states language writes them: RFC 3339 with a capital T and an offset. */
public final class Timestamps {
    private static final Pattern CONSTANT = Pattern.compile(".*:\\d\\d:\\d\\d(\\.\\d+)?Z");

    private Timestamps() {}

    /** Whether a definition may have the value written out: only in UTC, with a Z (recorded), and with seconds. */
    public static boolean isConstant(JsonNode value) {
        return parse(value).isPresent() && CONSTANT.matcher(value.textValue()).matches();
    }

    /** Reads a time of a workflow's data, with any offset. */
    public static Optional<Instant> parse(JsonNode value) {
        if (!value.isTextual() || value.textValue().indexOf('T') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(value.textValue()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

package dev.tasktoken.testkit.internal.values;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Timestamps as the states language writes them: RFC 3339 with a capital T and an offset. */
public final class Timestamps {
    private Timestamps() {}

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

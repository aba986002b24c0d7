package dev.tasktoken.testkit.internal.values;

import org.jspecify.annotations.Nullable;

/**
 * One problem of a definition, an error of it.
 *
 * @param code the kind of problem, {@code SCHEMA_VALIDATION_FAILED}
 * @param message what is wrong
 * @param location where, {@code /States/Charge/Next}; null where the service names no place
 */
public record Diagnostic(
        String code, String message, @Nullable String location) {
    /** As the message of InvalidDefinition says it, {@code at null} included (measured). */
    @Override
    public String toString() {
        return code + ": " + message + " at " + location;
    }
}

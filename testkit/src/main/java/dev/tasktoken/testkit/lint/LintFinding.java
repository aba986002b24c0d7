package dev.tasktoken.testkit.lint;

import java.util.Locale;
import java.util.Objects;

/**
 * Something in a definition that should be changed.
 *
 * <p>Immutable. {@link #toString()} is the line that the command prints.
 *
 * @param rule the rule's id, for instance {@code literal-token}; all of them are in {@code docs/lint.md}
 * @param severity how bad it is
 * @param state the state's name, behind the names of the states it is in ({@code Each order > Ask}, {@code Both[1] >
 *     Ask} for the second branch of a Parallel state); empty for the whole definition
 * @param message what is wrong, and what to change; never a value of the definition that could be a secret
 */
public record LintFinding(String rule, Severity severity, String state, String message) {
    /** How bad a finding is. */
    public enum Severity {
        /** It cannot work as it is written. */
        ERROR,

        /** It works until something goes wrong, or works for some receivers only. */
        WARNING
    }

    /** Checks that nothing is null. */
    public LintFinding {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(message, "message");
    }

    /** Returns for instance {@code error [no-token] Ask: The state waits ...}. */
    @Override
    public String toString() {
        String where = state.isEmpty() ? "" : " " + state;
        return severity.name().toLowerCase(Locale.ROOT) + " [" + rule + "]" + where + ": " + message;
    }
}

package dev.tasktoken.testkit.lint;

import dev.tasktoken.testkit.lint.LintFinding.Severity;
import java.util.Locale;

/** What is looked for. Each is explained in docs/lint.md under its id. */
enum LintRule {
    UNREADABLE(Severity.ERROR),
    MALFORMED_STATE(Severity.ERROR),
    NO_TOKEN(Severity.ERROR),
    LITERAL_TOKEN(Severity.ERROR),
    WRONG_LANGUAGE(Severity.ERROR),
    NO_SUCH_PATH(Severity.ERROR),
    SUFFIX_TWICE(Severity.ERROR),
    TOKEN_WITHOUT_WAIT(Severity.ERROR),
    EXPRESS(Severity.ERROR),
    NO_CALLBACKS(Severity.ERROR),
    HEARTBEAT_TOO_LONG(Severity.ERROR),
    UNKNOWN_ERROR_NAME(Severity.ERROR),
    MISPLACED_ALL(Severity.ERROR),
    NO_TIMEOUT(Severity.WARNING),
    HEARTBEAT_WITHOUT_TIMEOUT(Severity.WARNING),
    RESERVED_ERROR_NAME(Severity.WARNING),
    UNREACHABLE_RULE(Severity.WARNING),
    TIMEOUT_NOT_CAUGHT(Severity.WARNING),
    ONE_TIMEOUT_NAME(Severity.WARNING),
    TOKEN_NOT_FOUND(Severity.WARNING),
    AMBIGUOUS_TOKEN(Severity.WARNING),
    MERGED_DATA(Severity.WARNING);

    private final Severity severity;

    LintRule(Severity severity) {
        this.severity = severity;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    LintFinding finding(String state, String message) {
        return new LintFinding(id(), severity, state, message);
    }
}

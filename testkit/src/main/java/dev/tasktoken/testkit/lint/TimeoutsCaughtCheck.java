package dev.tasktoken.testkit.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A wait ends in a timeout as well as in an answer, and rules that are meant for both must name both. */
final class TimeoutsCaughtCheck implements Check {
    @Override
    public void check(LintedState state, Consumer<LintFinding> findings) {
        if (state.waits()) {
            check(state, "Retry", findings);
            check(state, "Catch", findings);
        }
    }

    private static void check(LintedState state, String field, Consumer<LintFinding> findings) {
        List<ErrorRule> rules = ErrorRule.of(state, field);
        Set<String> names = new HashSet<>();
        rules.forEach(rule -> names.addAll(rule.names()));
        boolean timeout = names.contains(ErrorRule.TIMEOUT);
        boolean heartbeat = names.contains(ErrorRule.HEARTBEAT_TIMEOUT);
        if (names.contains(ErrorRule.ALL) || rules.stream().anyMatch(ErrorRule::isOpen)) {
            return;
        }
        if (field.equals("Catch") && names.contains(ErrorRule.TASK_FAILED) && !timeout && !heartbeat) {
            findings.accept(LintRule.TIMEOUT_NOT_CAUGHT.finding(
                    state.path(),
                    "Catch names States.TaskFailed, which takes every error but States.Timeout, so an answer that never"
                            + " comes fails the execution: add States.Timeout and States.HeartbeatTimeout"));
        }
        if (timeout != heartbeat && (heartbeat || TimeLimitsCheck.hasHeartbeat(state))) {
            findings.accept(LintRule.ONE_TIMEOUT_NAME.finding(
                    state.path(),
                    field + " names " + (timeout ? ErrorRule.TIMEOUT : ErrorRule.HEARTBEAT_TIMEOUT) + " only; a missed"
                            + " heartbeat has surfaced under both names: name "
                            + String.join(" and ", List.of(ErrorRule.TIMEOUT, ErrorRule.HEARTBEAT_TIMEOUT))));
        }
    }
}

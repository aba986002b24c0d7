package dev.tasktoken.testkit.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Rules of Retry and Catch in an order in which some of them never apply. */
final class ErrorRulesCheck implements Check {
    @Override
    public void check(LintedState state, Consumer<LintFinding> findings) {
        check(state, "Retry", findings);
        check(state, "Catch", findings);
    }

    private static void check(LintedState state, String field, Consumer<LintFinding> findings) {
        List<ErrorRule> rules = ErrorRule.of(state, field);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            ErrorRule rule = rules.get(i);
            misplacedAll(rule, i == rules.size() - 1)
                    .ifPresent(why -> findings.accept(LintRule.MISPLACED_ALL.finding(
                            state.path(),
                            rule.place() + why
                                    + "; the service refuses that: put States.ALL alone into the last rule of "
                                    + field)));
            rule.names().stream()
                    .filter(name -> isTakenBefore(name, seen))
                    .findFirst()
                    .ifPresent(name -> findings.accept(LintRule.UNREACHABLE_RULE.finding(
                            state.path(),
                            rule.place() + " names " + EscapedName.quoted(name)
                                    + ", which a rule before it takes, and the first"
                                    + " that matches decides: put the narrower rule first")));
            seen.addAll(rule.names());
        }
    }

    private static Optional<String> misplacedAll(ErrorRule rule, boolean isLast) {
        if (!rule.names().contains(ErrorRule.ALL)) {
            return Optional.empty();
        }
        if (rule.names().size() > 1) {
            return Optional.of(" names States.ALL beside other names");
        }
        return isLast ? Optional.empty() : Optional.of(" names States.ALL and has rules behind it");
    }

    /**
     * Of the service's own names it is not documented which of them States.TaskFailed takes, but for States.Timeout.
     */
    private static boolean isTakenBefore(String name, Set<String> seen) {
        return seen.contains(name) || (seen.contains(ErrorRule.TASK_FAILED) && !name.startsWith("States."));
    }
}

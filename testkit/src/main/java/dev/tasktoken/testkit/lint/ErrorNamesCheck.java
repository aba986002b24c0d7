package dev.tasktoken.testkit.lint;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Names that no error has, or that no state may give one. */
final class ErrorNamesCheck implements Check {
    private static final String RESERVED = "States.";

    /** Developer guide, "Handling errors"; the states language's specification, appendix A. */
    private static final List<String> KNOWN = List.of(
            "States.ALL",
            "States.BranchFailed",
            "States.DataLimitExceeded",
            "States.ExceedToleratedFailureThreshold",
            "States.HeartbeatTimeout",
            "States.Http.Socket",
            "States.IntrinsicFailure",
            "States.ItemReaderFailed",
            "States.NoChoiceMatched",
            "States.ParameterPathFailure",
            "States.Permissions",
            "States.QueryEvaluationError",
            "States.ResultPathMatchFailure",
            "States.ResultWriterFailed",
            "States.Runtime",
            "States.TaskFailed",
            "States.Timeout");

    /** Errors of HTTP tasks end in the status, States.Http.StatusCode.404. */
    private static final String HTTP = "States.Http.";

    private static final int LONGEST_COMPARED = 60;

    @Override
    public void check(LintedState state, Consumer<LintFinding> findings) {
        for (String field : List.of("Retry", "Catch")) {
            for (ErrorRule rule : ErrorRule.of(state, field)) {
                Set.copyOf(rule.names()).stream()
                        .sorted()
                        .filter(ErrorNamesCheck::matchesNothing)
                        .filter(name -> !state.around().raised().contains(name))
                        .forEach(name -> findings.accept(unknown(state, rule, name)));
            }
        }
        String error = state.text("Error");
        if (state.text("Type").equals("Fail") && error.startsWith(RESERVED)) {
            findings.accept(LintRule.RESERVED_ERROR_NAME.finding(
                    state.path(),
                    "Error is " + EscapedName.quoted(error)
                            + ", and names that begin with States. are the service's own: give"
                            + " it a name of yours"));
        }
    }

    private static boolean matchesNothing(String name) {
        boolean known = KNOWN.contains(name) || name.startsWith(HTTP);
        return !known && (name.startsWith(RESERVED) || KNOWN.stream().anyMatch(k -> k.equalsIgnoreCase(name.strip())));
    }

    private static LintFinding unknown(LintedState state, ErrorRule rule, String name) {
        String advice =
                nearest(name).map(known -> ": did you mean " + known + "?").orElse(": no error has it");
        return LintRule.UNKNOWN_ERROR_NAME.finding(
                state.path(),
                rule.place() + " names " + EscapedName.quoted(name)
                        + ", which is no error of the service, and names are" + " compared exactly" + advice);
    }

    private static Optional<String> nearest(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        if (lower.length() > LONGEST_COMPARED) {
            return Optional.empty();
        }
        String bare = lower.replaceFirst("^states\\.", "");
        return KNOWN.stream()
                .filter(known -> distance(known.toLowerCase(Locale.ROOT), lower) <= 3)
                .min((a, b) ->
                        distance(a.toLowerCase(Locale.ROOT), lower) - distance(b.toLowerCase(Locale.ROOT), lower))
                .or(() -> KNOWN.stream()
                        .filter(known ->
                                bare.contains(known.toLowerCase(Locale.ROOT).substring(RESERVED.length())))
                        .findFirst());
    }

    /** Levenshtein's: how many letters must be changed, added or taken away. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}

package dev.tasktoken.testkit.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** How long a state waits: without a limit it is up to a year (developer guide, "Quotas"). */
final class TimeLimitsCheck implements Check {
    @Override
    public void check(LintedState state, Consumer<LintFinding> findings) {
        if (!state.waits()) {
            return;
        }
        boolean hasTimeout = state.has("TimeoutSeconds") || state.has("TimeoutSecondsPath");
        boolean hasHeartbeat = hasHeartbeat(state);
        if (!hasTimeout && !state.around().bounded()) {
            findings.accept(hasHeartbeat ? heartbeatOnly(state) : noTimeout(state));
        }
        JsonNode timeout = state.fields().path("TimeoutSeconds");
        JsonNode heartbeat = state.fields().path("HeartbeatSeconds");
        if (timeout.isNumber() && heartbeat.isNumber() && heartbeat.doubleValue() >= timeout.doubleValue()) {
            findings.accept(LintRule.HEARTBEAT_TOO_LONG.finding(
                    state.path(),
                    "HeartbeatSeconds must be smaller than TimeoutSeconds: " + heartbeat.asText()
                            + " is not smaller than " + timeout.asText()));
        }
    }

    static boolean hasHeartbeat(LintedState state) {
        return state.has("HeartbeatSeconds") || state.has("HeartbeatSecondsPath");
    }

    private static LintFinding noTimeout(LintedState state) {
        return LintRule.NO_TIMEOUT.finding(
                state.path(),
                "The state waits up to a year for an answer that never comes: add TimeoutSeconds, the longest the work"
                        + " may take, and HeartbeatSeconds if its worker sends heartbeats");
    }

    private static LintFinding heartbeatOnly(LintedState state) {
        return LintRule.HEARTBEAT_WITHOUT_TIMEOUT.finding(
                state.path(),
                "Each heartbeat winds the heartbeat clock up again, so a worker that is stuck and still beats keeps the"
                        + " state waiting up to a year: add TimeoutSeconds, the longest the work may take");
    }
}

package dev.tasktoken.testkit.internal.executions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** One event of a history, as GetExecutionHistory shows it. */
public record HistoryEvent(int id, int previousId, Instant timestamp, String type, ObjectNode details) {
    /** Events that have their details even where these are empty (recorded). */
    private static final Set<String> ALWAYS_DETAILED =
            Set.of("ActivityStarted", "ExecutionAborted", "ExecutionFailed", "ExecutionTimedOut");

    private static final List<String> DATA = List.of("input", "output", "parameters", "assignedVariables");

    public JsonNode toJson(boolean includeData) {
        ObjectNode event = Json.object();
        event.set("timestamp", Json.timestamp(timestamp));
        event.put("type", type).put("id", id).put("previousEventId", previousId);
        if (!details.isEmpty() || ALWAYS_DETAILED.contains(type)) {
            event.set(detailsName(), visibleDetails(includeData));
        }
        return event;
    }

    private ObjectNode visibleDetails(boolean includeData) {
        ObjectNode shown = details.deepCopy();
        for (String field : List.of("input", "output", "assignedVariables")) {
            if (includeData && shown.has(field)) {
                shown.putObject(field + "Details").put("truncated", false);
            }
        }
        return includeData ? shown : shown.remove(DATA);
    }

    private String detailsName() {
        if (type.endsWith("StateEntered")) {
            return "stateEnteredEventDetails";
        }
        if (type.endsWith("StateExited")) {
            return "stateExitedEventDetails";
        }
        return Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventDetails";
    }

    /** Names the type only: the details may hold a token. */
    @Override
    public String toString() {
        return "HistoryEvent[" + id + " " + type + "]";
    }
}

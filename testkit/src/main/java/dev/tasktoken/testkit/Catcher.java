package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** One rule of Catch: which errors, where they go in the input, and which state is next. */
record Catcher(List<String> errorEquals, ResultPath resultPath, String next) {
    private static final Set<String> FIELDS = Set.of("ErrorEquals", "ResultPath", "Next", "Comment");

    static Catcher read(AslObject asl) {
        asl.allowOnly(FIELDS);
        return new Catcher(asl.texts("ErrorEquals"), ResultPath.field(asl), asl.text("Next"));
    }

    boolean matches(StateError error) {
        return errorEquals.stream().anyMatch(error::matches);
    }

    /** A failure sent without error and cause is caught as {@code {"Error": null, "Cause": null}}. */
    JsonNode output(JsonNode input, StateError error) {
        return resultPath.put(input, Json.object().put("Error", error.error()).put("Cause", error.cause()));
    }
}

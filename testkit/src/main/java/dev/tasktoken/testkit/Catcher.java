package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** One rule of Catch: which errors, what becomes of them, and which state is next. */
record Catcher(
        List<String> errorEquals,
        ResultPath resultPath,
        Optional<Template> output,
        Assignments assignments,
        String next) {
    private static final StateFields FIELDS = StateFields.bare("ErrorEquals", "Assign", "Next", "Comment")
            .inJsonPath("ResultPath")
            .inJsonata("Output");

    static Catcher read(AslObject asl) {
        FIELDS.check(asl);
        return new Catcher(
                asl.texts("ErrorEquals"),
                ResultPath.field(asl),
                TemplateReader.field(asl, "Output"),
                Assignments.read(asl),
                asl.text("Next"));
    }

    boolean matches(StateError error) {
        return errorEquals.stream().anyMatch(error::matches);
    }

    /** A failure sent without error and cause is caught as {@code {"Error": null, "Cause": null}}. */
    Exit exit(Scope scope, StateError error) {
        JsonNode caught = Json.object().put("Error", error.error()).put("Cause", error.cause());
        Scope after = scope.withError(caught);
        JsonNode left = output.map(template -> template.evaluate(caught, after))
                .orElseGet(() -> resultPath.put(scope.input(), caught));
        return new Exit(left, assignments.evaluate(caught, after));
    }
}

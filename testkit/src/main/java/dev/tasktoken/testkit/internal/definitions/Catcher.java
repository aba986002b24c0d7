package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.Assignments;
import dev.tasktoken.testkit.internal.expressions.PayloadTemplate;
import dev.tasktoken.testkit.internal.expressions.PayloadTemplateReader;
import dev.tasktoken.testkit.internal.expressions.ResultPath;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.expressions.StateFields;
import dev.tasktoken.testkit.internal.expressions.StateResult;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import java.util.List;
import java.util.Optional;

/** One rule of Catch: which errors it catches, where it puts them, and which state is next. */
public record Catcher(
        List<String> errorEquals,
        ResultPath resultPath,
        Optional<PayloadTemplate> output,
        Assignments assignments,
        String next) {
    private static final StateFields FIELDS = StateFields.bare("ErrorEquals", "Assign", "Next", "Comment")
            .inJsonPath("ResultPath")
            .inJsonata("Output");

    static Catcher read(AslObject asl) {
        FIELDS.check(asl);
        return new Catcher(
                asl.attempt(() -> asl.texts("ErrorEquals")).orElse(List.of()),
                ResultPath.field(asl),
                PayloadTemplateReader.field(asl, "Output"),
                Assignments.read(asl),
                asl.attempt(() -> asl.text("Next")).orElse(""));
    }

    boolean matches(StateError error) {
        return errorEquals.stream().anyMatch(error::matches);
    }

    /** A failure sent without error and cause is caught as {@code {"Error": null, "Cause": null}}. */
    public StateResult exit(Scope scope, StateError error) {
        JsonNode caught = Json.object().put("Error", error.error()).put("Cause", error.caughtCause());
        Scope after = scope.withError(caught);
        JsonNode left = output.map(template -> template.evaluate(caught, after))
                .orElseGet(() -> resultPath.put(scope.input(), caught));
        return new StateResult(left, assignments.evaluate(caught, after));
    }
}

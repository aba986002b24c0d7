package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.DefinitionReader;
import dev.tasktoken.testkit.internal.definitions.ExpressRules;
import dev.tasktoken.testkit.internal.values.Diagnostic;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.ArrayList;
import java.util.List;

/** ValidateStateMachineDefinition: the problems for which CreateStateMachine would refuse a definition. */
record DefinitionValidation(DefinitionReader definitions) {
    /** The types of machines, the default first. */
    static final List<String> TYPES = List.of("STANDARD", "EXPRESS");

    private static final int MOST = 100;

    ApiOperation operation() {
        return new ApiOperation(
                "ValidateStateMachineDefinition",
                List.of(
                        RequestMember.text("definition", 1, 1_048_576),
                        RequestMember.text("type", 0, 32).optional(),
                        RequestMember.text("severity", 0, 32).optional(),
                        RequestMember.number("maxResults", 0, MOST)),
                this::validate);
    }

    private ObjectNode validate(ApiRequest request) {
        String definition = request.text("definition");
        String type = request.choice("type", TYPES);
        request.choice("severity", List.of("ERROR", "WARNING"));
        List<Diagnostic> found = new ArrayList<>(definitions.diagnose(definition));
        if (type.equals("EXPRESS")) {
            found.addAll(ExpressRules.problems(definition));
        }
        int asked = request.number("maxResults", 0);
        int most = asked == 0 ? MOST : asked;
        ObjectNode response = Json.object().put("result", found.isEmpty() ? "OK" : "FAIL");
        ArrayNode diagnostics = response.putArray("diagnostics");
        found.stream().limit(most).map(DefinitionValidation::describe).forEach(diagnostics::add);
        return response.put("truncated", found.size() > most);
    }

    /** Every problem is an error: nothing here looks for warnings. */
    private static ObjectNode describe(Diagnostic problem) {
        ObjectNode described = Json.object()
                .put("severity", "ERROR")
                .put("code", problem.code())
                .put("message", problem.message());
        return problem.location() == null ? described : described.put("location", problem.location());
    }
}

package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.Diagnostic;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a definition has that Express workflows have not, in the service's words (recorded). */
public final class ExpressRules {
    private final List<Diagnostic> problems = new ArrayList<>();

    private ExpressRules() {}

    /** The problems of a definition's text; what is wrong with it otherwise is not looked at. */
    public static List<Diagnostic> problems(String definition) {
        ExpressRules rules = new ExpressRules();
        Json.parse(definition).ifPresent(machine -> rules.check(machine, ""));
        return List.copyOf(rules.problems);
    }

    private void check(JsonNode graph, String path) {
        graph.path("States").properties().forEach(entry -> {
            JsonNode state = entry.getValue();
            String at = path + "/States/" + entry.getKey();
            problem(state.path("Resource").asText())
                    .map(what -> new Diagnostic(
                            "SCHEMA_VALIDATION_FAILED",
                            "Express state machine does not support " + what,
                            at + "/Resource"))
                    .ifPresent(problems::add);
            List.of("ItemProcessor", "Iterator").forEach(field -> check(state.path(field), at + "/" + field));
            JsonNode branches = state.path("Branches");
            for (int i = 0; i < branches.size(); i++) {
                check(branches.path(i), at + "/Branches[" + i + "]");
            }
        });
    }

    /** The blank at the end is the service's. */
    private static Optional<String> problem(String resource) {
        if (resource.endsWith(".waitForTaskToken")) {
            return Optional.of("'.waitForTaskToken' service integration ");
        }
        if (resource.endsWith(".sync") || resource.endsWith(".sync:2")) {
            return Optional.of("'.sync' service integration");
        }
        return Arns.isOf("activity", resource) ? Optional.of("Activity ARN") : Optional.empty();
    }
}

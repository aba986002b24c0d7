package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The resources of a definition that nothing here runs: found all at once, each with the line to add. */
final class MissingIntegrations {
    private final Predicate<String> isSupported;
    private final List<String> problems = new ArrayList<>();

    private MissingIntegrations(Predicate<String> isSupported) {
        this.isSupported = isSupported;
    }

    static void refuse(AslObject definition, Predicate<String> isSupported) {
        MissingIntegrations missing = new MissingIntegrations(isSupported);
        missing.collect(definition.node(), "");
        if (!missing.problems.isEmpty()) {
            throw ServiceErrorException.invalidDefinition(missing.problems);
        }
    }

    /** Looks at states only that have the shape of one: what else is wrong with a definition is found by its reader. */
    private void collect(JsonNode graph, String path) {
        graph.path("States").properties().forEach(entry -> {
            String at = path + "/States/" + entry.getKey();
            JsonNode state = entry.getValue();
            String resource = state.path("Resource").asText("");
            if (state.path("Type").asText().equals("Task") && !resource.isEmpty() && !isSupported.test(resource)) {
                problems.add("SCHEMA_VALIDATION_FAILED: " + message(resource) + " at " + at + "/Resource");
            }
            List.of("ItemProcessor", "Iterator").forEach(field -> collect(state.path(field), at + "/" + field));
            int branch = 0;
            for (JsonNode inner : state.path("Branches")) {
                collect(inner, at + "/Branches[" + branch++ + "]");
            }
        });
    }

    static String message(String arn) {
        return "The resource provided " + arn + " is not supported by LocalStepFunctions" + hint(arn);
    }

    private static String hint(String arn) {
        if (arn.startsWith("arn:aws:lambda:")) {
            return " (a function: arn:aws:lambda:REGION:ACCOUNT:function:NAME, or lambda:invoke)";
        }
        Optional<IntegrationName> name =
                arn.startsWith(IntegrationName.PREFIX) ? IntegrationName.parse(arn) : Optional.empty();
        return name.map(MissingIntegrations::hint).orElse("");
    }

    private static String hint(IntegrationName name) {
        if (!name.isKnown()) {
            return " (Step Functions has no " + name + ")";
        }
        return switch (name.bare()) {
            case "sqs:sendMessage", "aws-sdk:sqs:sendMessage" -> " (give its builder an SqsClient)";
            case "ecs:runTask", "batch:submitJob" ->
                " (add stepFunctions.integrations().onContainer(\"DEFINITION\", (environment, command) -> {}))";
            case "apigateway:invoke" -> " (add stepFunctions.integrations().onApi(\"API-HOST\", \"FUNCTION\"))";
            default -> " (add stepFunctions.integrations().on(\"" + name + "\", request -> Map.of()))";
        };
    }
}

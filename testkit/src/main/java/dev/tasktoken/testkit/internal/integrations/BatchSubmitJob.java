package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.containers.Container;
import dev.tasktoken.testkit.internal.containers.ContainerInput;
import dev.tasktoken.testkit.internal.containers.Containers;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * {@code batch:submitJob}, of programs in the JVM. Its shapes are taken from the documentation: no call of it is
 * recorded in public.
 */
public record BatchSubmitJob(Containers containers, Arns arns, InstantSource clock) implements JobIntegration {
    private static final String REFERENCE = "Ref::";

    @Override
    public String service() {
        return "batch";
    }

    @Override
    public String operation() {
        return "submitJob";
    }

    @Override
    public Set<String> requiredParameters() {
        return Set.of("JobName", "JobQueue", "JobDefinition");
    }

    @Override
    public Set<String> optionalParameters() {
        return Set.of(
                "ArrayProperties",
                "ContainerOverrides",
                "DependsOn",
                "Parameters",
                "PropagateTags",
                "RetryStrategy",
                "SchedulingPriorityOverride",
                "ShareIdentifier",
                "Tags",
                "Timeout");
    }

    /** Nothing can be run before a program is registered. */
    @Override
    public Set<IntegrationPattern> patterns() {
        return containers.isEmpty() ? Set.of() : Set.of(IntegrationPattern.REQUEST_RESPONSE, IntegrationPattern.JOB);
    }

    /** Step Functions marks the jobs whose end it waits for (developer guide). */
    @Override
    public JsonNode shown(JsonNode parameters, IntegrationPattern pattern) {
        if (!pattern.isJob() || !(parameters instanceof ObjectNode object)) {
            return parameters;
        }
        ObjectNode marked = object.deepCopy();
        ObjectNode overrides = marked.withObjectProperty("ContainerOverrides");
        ArrayNode environment = overrides.withArrayProperty("Environment");
        environment.addObject().put("Name", "MANAGED_BY_AWS").put("Value", "STARTED_BY_STEP_FUNCTIONS");
        return marked;
    }

    @Override
    public Job start(JsonNode given, IntegrationPattern pattern) {
        JsonNode parameters = shown(given, pattern);
        if (parameters.hasNonNull("ArrayProperties")) {
            throw StateFailure.runtime("LocalStepFunctions runs no array jobs");
        }
        CallParameters read = new CallParameters(parameters);
        String definition = read.text("JobDefinition");
        Container container = containers
                .find(definition, input(parameters))
                .orElseThrow(() -> CallFailure.optimized(
                        "Batch.ClientException", "Job definition not found.", "AWSBatch", "ClientException"));
        String id = UUID.randomUUID().toString();
        ObjectNode response = Json.object()
                .put("JobArn", arns.batch("job/" + id))
                .put("JobId", id)
                .put("JobName", read.text("JobName"));
        long created = clock.millis();
        return new ContainerJob(
                ResponseMetadata.addTo(response.deepCopy()),
                container,
                exitCode -> ended(response, parameters, exitCode, created));
    }

    /** The command's references are filled in from the parameters (Batch user guide, "Job definition parameters"). */
    private static ContainerInput input(JsonNode parameters) {
        ContainerInput input = ContainerOverrides.read(parameters.path("ContainerOverrides"));
        JsonNode values = parameters.path("Parameters");
        List<String> command = input.command().stream()
                .map(word -> word.startsWith(REFERENCE)
                        ? values.path(word.substring(REFERENCE.length())).asText(word)
                        : word)
                .toList();
        return new ContainerInput(input.environment(), command);
    }

    private ObjectNode ended(ObjectNode response, JsonNode parameters, int exitCode, long created) {
        ObjectNode job = response.deepCopy();
        ObjectNode container = job.putObject("Container").put("ExitCode", exitCode);
        container.set("Command", list(parameters, "Command"));
        container.set("Environment", list(parameters, "Environment"));
        job.putArray("Attempts").addObject().putObject("Container").put("ExitCode", exitCode);
        return job.put("CreatedAt", created)
                .put("JobDefinition", parameters.path("JobDefinition").asText())
                .put("JobQueue", parameters.path("JobQueue").asText())
                .put("StartedAt", created)
                .put("Status", exitCode == 0 ? "SUCCEEDED" : "FAILED")
                .put("StatusReason", "Essential container in task exited")
                .put("StoppedAt", clock.millis());
    }

    private static JsonNode list(JsonNode parameters, String member) {
        JsonNode list = parameters.path("ContainerOverrides").path(member);
        return list.isArray() ? list : Json.NODES.arrayNode();
    }
}

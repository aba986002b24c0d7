package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.containers.Container;
import dev.tasktoken.testkit.internal.containers.Containers;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.Json;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;

/**
 * {@code ecs:runTask}, of programs in the JVM. Of the recorded shape it has what a program on a thread has: no images,
 * networks and sizes.
 */
public record EcsRunTask(Containers containers, Arns arns, InstantSource clock) implements JobIntegration {
    @Override
    public String service() {
        return "ecs";
    }

    @Override
    public String operation() {
        return "runTask";
    }

    @Override
    public Set<String> requiredParameters() {
        return Set.of("TaskDefinition");
    }

    @Override
    public Set<String> optionalParameters() {
        return Set.of(
                "CapacityProviderStrategy",
                "Cluster",
                "EnableECSManagedTags",
                "EnableExecuteCommand",
                "Group",
                "LaunchType",
                "NetworkConfiguration",
                "Overrides",
                "PlacementConstraints",
                "PlacementStrategy",
                "PlatformVersion",
                "PropagateTags",
                "ReferenceId",
                "StartedBy",
                "Tags");
    }

    /** Nothing can be run before a program is registered. */
    @Override
    public Set<IntegrationPattern> patterns() {
        return containers.isEmpty()
                ? Set.of()
                : Set.of(IntegrationPattern.REQUEST_RESPONSE, IntegrationPattern.JOB, IntegrationPattern.CALLBACK);
    }

    /** Step Functions marks the tasks whose end it waits for (recorded). */
    @Override
    public JsonNode shown(JsonNode parameters, IntegrationPattern pattern) {
        return pattern.isJob() && parameters instanceof ObjectNode object
                ? object.deepCopy().put("StartedBy", "AWS Step Functions")
                : parameters;
    }

    @Override
    public Job start(JsonNode parameters, IntegrationPattern pattern) {
        String definition = new CallParameters(parameters).text("TaskDefinition");
        JsonNode override =
                parameters.path("Overrides").path("ContainerOverrides").path(0);
        Container container = containers
                .find(definition, ContainerOverrides.read(override))
                .orElseThrow(() -> CallFailure.optimized(
                        "ECS.ClientException", "TaskDefinition not found.", "AmazonECS", "ClientException"));
        ObjectNode task = task(shown(parameters, pattern), override, definition);
        ObjectNode response = Json.object();
        response.putArray("Failures");
        response.putArray("Tasks").add(task.deepCopy());
        return new ContainerJob(ResponseMetadata.addTo(response), container, exitCode -> stopped(task, exitCode));
    }

    private ObjectNode task(JsonNode parameters, JsonNode override, String definition) {
        String family = Containers.name(definition).orElseThrow();
        String cluster = parameters.path("Cluster").asText("default");
        String clusterName = cluster.substring(cluster.lastIndexOf('/') + 1);
        String id = UUID.randomUUID().toString().replace("-", "");
        String arn = arns.ecs("task/" + clusterName + "/" + id);
        ObjectNode task = Json.object();
        task.putArray("Attachments");
        task.put("ClusterArn", arns.ecs("cluster/" + clusterName));
        task.putArray("Containers")
                .addObject()
                .put("ContainerArn", arns.ecs("container/" + clusterName + "/" + id + "/" + UUID.randomUUID()))
                .put("LastStatus", "PENDING")
                .put("Name", override.path("Name").asText(family))
                .put("TaskArn", arn);
        task.put("CreatedAt", clock.millis())
                .put("DesiredStatus", "RUNNING")
                .put("Group", parameters.path("Group").asText("family:" + family))
                .put("LastStatus", "PROVISIONING")
                .put("LaunchType", parameters.path("LaunchType").asText("EC2"))
                .set(
                        "Overrides",
                        parameters.path("Overrides").isObject() ? parameters.get("Overrides") : Json.object());
        if (parameters.hasNonNull("StartedBy")) {
            task.set("StartedBy", parameters.get("StartedBy"));
        }
        return task.put("TaskArn", arn)
                .put(
                        "TaskDefinitionArn",
                        definition.startsWith("arn:")
                                ? definition
                                : arns.ecs("task-definition/"
                                        + (definition.contains(":") ? definition : definition + ":1")))
                .put("Version", 1);
    }

    private ObjectNode stopped(ObjectNode task, int exitCode) {
        ObjectNode stopped = task.deepCopy();
        ((ObjectNode) stopped.path("Containers").path(0))
                .put("ExitCode", exitCode)
                .put("LastStatus", "STOPPED");
        return stopped.put("DesiredStatus", "STOPPED")
                .put("LastStatus", "STOPPED")
                .put("StartedAt", task.path("CreatedAt").asLong())
                .put("StopCode", "EssentialContainerExited")
                .put("StoppedAt", clock.millis())
                .put("StoppedReason", "Essential container in task exited")
                .put("Version", 5);
    }
}

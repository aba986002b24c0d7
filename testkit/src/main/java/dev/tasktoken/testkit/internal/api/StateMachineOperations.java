package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.Definition;
import dev.tasktoken.testkit.internal.definitions.DefinitionReader;
import dev.tasktoken.testkit.internal.definitions.StateMachine;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state machines, and the operations on them. Guarded by the engine's lock. */
public final class StateMachineOperations {
    private static final RequestMember ARN = RequestMember.text("stateMachineArn", 1, 256);

    private final Arns arns;
    private final InstantSource clock;
    private final DefinitionReader definitions;
    private final Map<String, StateMachine> byArn = new LinkedHashMap<>();

    public StateMachineOperations(Arns arns, InstantSource clock, DefinitionReader definitions) {
        this.arns = arns;
        this.clock = clock;
        this.definitions = definitions;
    }

    public List<ApiOperation> operations() {
        List<RequestMember> created = List.of(
                RequestMember.text("name", 1, 80),
                RequestMember.text("definition", 1, 1_048_576),
                RequestMember.text("roleArn", 1, 256),
                RequestMember.text("type", 0, 32).optional(),
                RequestMember.flag("publish"));
        return List.of(
                new ApiOperation("CreateStateMachine", created, this::create),
                new ApiOperation("DescribeStateMachine", List.of(ARN), this::describe),
                new ApiOperation("DeleteStateMachine", List.of(ARN), this::delete));
    }

    StateMachine require(String arn) {
        StateMachine machine = byArn.get(Arns.require(arn, "stateMachine"));
        if (machine == null) {
            throw new ServiceErrorException("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
        }
        return machine;
    }

    private ObjectNode create(ApiRequest request) {
        String name = ResourceName.require(request.text("name"));
        String roleArn = request.text("roleArn");
        if (!roleArn.startsWith("arn:")) {
            throw new ServiceErrorException("InvalidArn", "Invalid Role Arn");
        }
        refuseVersions(request);
        String text = request.text("definition");
        Definition definition = definitions.read(text);
        refuseExpress(request.optionalText("type").orElse("STANDARD"), definition);
        String arn = arns.stateMachine(name);
        StateMachine existing = byArn.get(arn);
        if (existing != null && !existing.definitionText().equals(text)) {
            throw new ServiceErrorException("StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'");
        }
        StateMachine machine =
                existing != null ? existing : new StateMachine(arn, name, text, roleArn, clock.instant(), definition);
        byArn.put(arn, machine);
        ObjectNode response = Json.object().put("stateMachineArn", arn);
        return response.set("creationDate", Json.timestamp(machine.created()));
    }

    private ObjectNode describe(ApiRequest request) {
        StateMachine machine = require(request.text("stateMachineArn"));
        ObjectNode response = Json.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("status", "ACTIVE")
                .put("definition", machine.definitionText())
                .put("roleArn", machine.roleArn())
                .put("type", "STANDARD");
        response.putObject("loggingConfiguration")
                .put("includeExecutionData", false)
                .put("level", "OFF");
        response.putObject("tracingConfiguration").put("enabled", false);
        response.putObject("encryptionConfiguration").put("type", "AWS_OWNED_KEY");
        return response.set("creationDate", Json.timestamp(machine.created()));
    }

    /** Deletes at once; executions that run go on, as they do in the service. */
    private ObjectNode delete(ApiRequest request) {
        byArn.remove(Arns.require(request.text("stateMachineArn"), "stateMachine"));
        return Json.object();
    }

    private static void refuseVersions(ApiRequest request) {
        if (request.flag("publish", false)) {
            throw ServiceErrorException.validation(
                    "Value at 'publish' failed to satisfy constraint: LocalStepFunctions has no versions");
        }
    }

    private static void refuseExpress(String type, Definition definition) {
        if (type.equals("STANDARD")) {
            return;
        }
        if (!type.equals("EXPRESS")) {
            throw ServiceErrorException.validation("Value at 'type' failed to satisfy constraint: "
                    + "Member must satisfy enum value set: [STANDARD, EXPRESS]");
        }
        if (definition.waitsForTokens()) {
            throw ServiceErrorException.invalidDefinition(
                    "SCHEMA_VALIDATION_FAILED",
                    "Express state machines do not support the '.waitForTaskToken' service integration pattern",
                    "/");
        }
        throw new ServiceErrorException(
                "StateMachineTypeNotSupported",
                "State Machine Type Not Supported: LocalStepFunctions runs STANDARD workflows, not EXPRESS");
    }
}

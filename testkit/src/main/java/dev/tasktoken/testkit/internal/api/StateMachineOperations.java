package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.Definition;
import dev.tasktoken.testkit.internal.definitions.DefinitionReader;
import dev.tasktoken.testkit.internal.definitions.ExpressRules;
import dev.tasktoken.testkit.internal.definitions.MachineSettings;
import dev.tasktoken.testkit.internal.definitions.Revision;
import dev.tasktoken.testkit.internal.definitions.StateMachine;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.Diagnostic;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The state machines, and the operations on them. Guarded by the engine's lock. */
public final class StateMachineOperations {
    private static final RequestMember ARN = RequestMember.text("stateMachineArn", 1, 256);

    private final Arns arns;
    private final InstantSource clock;
    private final DefinitionReader definitions;
    private final Map<String, StateMachine> byArn = new TreeMap<>();

    public StateMachineOperations(Arns arns, InstantSource clock, DefinitionReader definitions) {
        this.arns = arns;
        this.clock = clock;
        this.definitions = definitions;
    }

    public List<ApiOperation> operations() {
        List<RequestMember> created = SettingsRequest.members(
                RequestMember.text("name", 1, 80),
                SettingsRequest.definition(),
                SettingsRequest.role(),
                RequestMember.text("type", 0, 32).optional());
        List<RequestMember> updated = SettingsRequest.members(
                ARN,
                SettingsRequest.definition().optional(),
                SettingsRequest.role().optional());
        return List.of(
                new ApiOperation("CreateStateMachine", created, this::create),
                new ApiOperation("DescribeStateMachine", List.of(ARN), this::describe),
                new ApiOperation("ListStateMachines", ResultPage.members(1024), this::list),
                new ApiOperation("UpdateStateMachine", updated, this::update),
                new ApiOperation("DeleteStateMachine", List.of(ARN), this::delete),
                new DefinitionValidation(definitions).operation());
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
        MachineSettings settings = new SettingsRequest(request).over(MachineSettings.initial());
        Definition definition = definitions.read(settings.definition());
        if (request.choice("type", DefinitionValidation.TYPES).equals("EXPRESS")) {
            refuseExpress(settings.definition());
        }
        StateMachine machine = byArn.computeIfAbsent(arns.stateMachine(name), arn -> {
            Instant now = clock.instant();
            return new StateMachine(arn, name, now, new Revision(Optional.empty(), now, settings, definition));
        });
        if (!machine.revision().settings().isSameMachine(settings)) {
            throw new ServiceErrorException(
                    "StateMachineAlreadyExists", "State Machine Already Exists: '" + machine.arn() + "'");
        }
        ObjectNode response = Json.object().put("stateMachineArn", machine.arn());
        return response.set("creationDate", Json.timestamp(machine.created()));
    }

    private ObjectNode describe(ApiRequest request) {
        return MachineDescription.of(require(request.text("stateMachineArn")));
    }

    /** By name; that names are ordered as texts is recorded of digits only. */
    private ObjectNode list(ApiRequest request) {
        return ResultPage.of(List.copyOf(byArn.values()), request, "state machines")
                .answer("stateMachines", MachineDescription::summary);
    }

    private ObjectNode update(ApiRequest request) {
        StateMachine before = require(request.text("stateMachineArn"));
        SettingsRequest set = new SettingsRequest(request);
        if (set.isEmpty()) {
            throw new ServiceErrorException(
                    "MissingRequiredParameter",
                    "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be"
                            + " specified");
        }
        Instant now = clock.instant();
        StateMachine machine = revised(before, set.over(before.revision().settings()), now);
        byArn.put(machine.arn(), machine);
        ObjectNode response = Json.object().set("updateDate", Json.timestamp(now));
        machine.revision().id().ifPresent(id -> response.put("revisionId", id));
        return response;
    }

    /** Settings that are the same make no other revision (recorded); executions that run keep theirs. */
    private StateMachine revised(StateMachine machine, MachineSettings settings, Instant now) {
        if (settings.equals(machine.revision().settings())) {
            return machine;
        }
        Optional<String> id = Optional.of(UUID.randomUUID().toString());
        return machine.with(new Revision(id, now, settings, definitions.read(settings.definition())));
    }

    /** Deletes at once; executions that run go on, as they do in the service. */
    private ObjectNode delete(ApiRequest request) {
        byArn.remove(Arns.require(request.text("stateMachineArn"), "stateMachine"));
        return Json.object();
    }

    /** Says first what Express workflows do not have either. */
    private static void refuseExpress(String definition) {
        List<Diagnostic> problems = ExpressRules.problems(definition);
        if (!problems.isEmpty()) {
            throw ServiceErrorException.invalidDefinition(problems);
        }
        throw new ServiceErrorException(
                "StateMachineTypeNotSupported",
                "State Machine Type Not Supported: LocalStepFunctions runs STANDARD workflows, not EXPRESS");
    }
}

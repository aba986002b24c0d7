package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The state machines, and the operations on them. Guarded by the engine's lock. */
public final class StateMachineOperations {
    private static final RequestMember ARN = RequestMember.text("stateMachineArn", 1, 256);
    private static final String LOGGING = "loggingConfiguration";
    private static final String TRACING = "tracingConfiguration";
    private static final String ENCRYPTION = "encryptionConfiguration";
    private static final List<String> CONFIGURATIONS = List.of(LOGGING, TRACING, ENCRYPTION);
    private static final List<String> SETTINGS = List.of("definition", "roleArn", LOGGING, TRACING, ENCRYPTION);

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
        RequestMember definition = RequestMember.text("definition", 1, 1_048_576);
        RequestMember roleArn = RequestMember.text("roleArn", 1, 256);
        List<RequestMember> created = withConfigurations(
                RequestMember.text("name", 1, 80),
                definition,
                roleArn,
                RequestMember.text("type", 0, 32).optional());
        List<RequestMember> updated = withConfigurations(ARN, definition.optional(), roleArn.optional());
        return List.of(
                new ApiOperation("CreateStateMachine", created, this::create),
                new ApiOperation("DescribeStateMachine", List.of(ARN), this::describe),
                new ApiOperation("ListStateMachines", ResultPage.members(1024), this::list),
                new ApiOperation("UpdateStateMachine", updated, this::update),
                new ApiOperation("DeleteStateMachine", List.of(ARN), this::delete),
                new DefinitionValidation(definitions).operation());
    }

    private static List<RequestMember> withConfigurations(RequestMember... more) {
        List<RequestMember> members = new ArrayList<>(List.of(more));
        CONFIGURATIONS.forEach(name -> members.add(RequestMember.object(name)));
        members.add(RequestMember.flag("publish"));
        return List.copyOf(members);
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
        refuseVersions(request);
        MachineSettings settings = settings(request, MachineSettings.initial());
        Definition definition = definitions.read(settings.definition());
        if (request.choice("type", DefinitionValidation.TYPES).equals("EXPRESS")) {
            refuseExpress(settings.definition());
        }
        String arn = arns.stateMachine(name);
        StateMachine existing = byArn.get(arn);
        if (existing != null && !existing.revision().settings().isSameMachine(settings)) {
            throw new ServiceErrorException("StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'");
        }
        Instant now = clock.instant();
        StateMachine machine = existing != null
                ? existing
                : new StateMachine(arn, name, now, new Revision(Optional.empty(), now, settings, definition));
        byArn.put(arn, machine);
        ObjectNode response = Json.object().put("stateMachineArn", arn);
        return response.set("creationDate", Json.timestamp(machine.created()));
    }

    private ObjectNode describe(ApiRequest request) {
        return MachineDescription.of(require(request.text("stateMachineArn")));
    }

    /** By name; that names are ordered as texts is recorded of digits only. */
    private ObjectNode list(ApiRequest request) {
        ResultPage<StateMachine> page = ResultPage.of(List.copyOf(byArn.values()), request, "state machines");
        ArrayNode items = Json.NODES.arrayNode();
        page.items().forEach(machine -> items.add(MachineDescription.summary(machine)));
        ObjectNode response = Json.object();
        response.set("stateMachines", items);
        page.nextToken().ifPresent(token -> response.put("nextToken", token));
        return response;
    }

    /** Settings that are the same make no other revision (recorded); executions that run keep theirs. */
    private ObjectNode update(ApiRequest request) {
        StateMachine machine = require(request.text("stateMachineArn"));
        refuseVersions(request);
        if (SETTINGS.stream().noneMatch(request::has)) {
            throw new ServiceErrorException(
                    "MissingRequiredParameter",
                    "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be"
                            + " specified");
        }
        MachineSettings settings = settings(request, machine.revision().settings());
        Definition definition = definitions.read(settings.definition());
        Instant now = clock.instant();
        if (!settings.equals(machine.revision().settings())) {
            Optional<String> id = Optional.of(UUID.randomUUID().toString());
            machine = machine.with(new Revision(id, now, settings, definition));
            byArn.put(machine.arn(), machine);
        }
        ObjectNode response = Json.object().set("updateDate", Json.timestamp(now));
        machine.revision().id().ifPresent(id -> response.put("revisionId", id));
        return response;
    }

    /** What a request sets, and what it leaves as it was. */
    private static MachineSettings settings(ApiRequest request, MachineSettings before) {
        MachineSettings initial = MachineSettings.initial();
        return new MachineSettings(
                request.optionalText("definition").orElse(before.definition()),
                request.optionalText("roleArn")
                        .map(StateMachineOperations::requireRole)
                        .orElse(before.roleArn()),
                configuration(request, LOGGING, initial.logging(), before.logging()),
                configuration(request, TRACING, initial.tracing(), before.tracing()),
                configuration(request, ENCRYPTION, initial.encryption(), before.encryption()));
    }

    private static ObjectNode configuration(ApiRequest request, String name, ObjectNode initial, ObjectNode before) {
        return request.object(name).map(set -> (ObjectNode) initial.setAll(set)).orElse(before);
    }

    private static String requireRole(String roleArn) {
        if (!roleArn.startsWith("arn:")) {
            throw new ServiceErrorException("InvalidArn", "Invalid Role Arn");
        }
        return roleArn;
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

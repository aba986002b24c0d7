package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.StateMachine;
import dev.tasktoken.testkit.internal.executions.Execution;
import dev.tasktoken.testkit.internal.executions.ExecutionEnvironment;
import dev.tasktoken.testkit.internal.executions.ExecutionStart;
import dev.tasktoken.testkit.internal.executions.HistoryEvent;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.BoundedLog;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import dev.tasktoken.testkit.internal.values.StateError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The executions, and the operations on them. Guarded by the engine's lock. */
public final class ExecutionOperations {
    private static final RequestMember ARN = RequestMember.text("executionArn", 1, 256);

    private final Arns arns;
    private final StateMachineOperations machines;
    private final ExecutionEnvironment environment;
    private final int remembered;
    private final Map<String, Execution> byArn = new LinkedHashMap<>();
    private final Queue<Execution> byAge = new ArrayDeque<>();

    /** Remembers so many executions, and more only while they run. */
    public ExecutionOperations(
            Arns arns, StateMachineOperations machines, ExecutionEnvironment environment, int remembered) {
        this.arns = arns;
        this.machines = machines;
        this.environment = environment;
        this.remembered = remembered;
    }

    public List<ApiOperation> operations() {
        RequestMember machine = RequestMember.text("stateMachineArn", 1, 256);
        List<RequestMember> started = List.of(
                machine,
                RequestMember.text("name", 1, 80).optional(),
                RequestMember.data("input").optional());
        List<RequestMember> listed = new ArrayList<>(ResultPage.members(3096));
        listed.addAll(ExecutionFilter.members());
        List<RequestMember> history = new ArrayList<>(ResultPage.members(1024));
        history.addAll(List.of(ARN, RequestMember.flag("reverseOrder"), RequestMember.flag("includeExecutionData")));
        return List.of(
                new ApiOperation("StartExecution", started, this::start),
                new ApiOperation("DescribeExecution", List.of(ARN), request -> describe(require(request))),
                new ApiOperation(
                        "DescribeStateMachineForExecution", List.of(ARN), request -> describeMachine(require(request))),
                new ApiOperation("ListExecutions", listed, this::list),
                new ApiOperation(
                        "StopExecution", List.of(ARN, RequestMember.error(), RequestMember.cause()), this::stop),
                new ApiOperation("GetExecutionHistory", history, this::history));
    }

    public Execution require(String arn) {
        Execution execution = byArn.get(Arns.require(arn, "execution"));
        if (execution == null) {
            throw new ServiceErrorException("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
        }
        return execution;
    }

    /** The executions that were started last, oldest first. */
    public List<Execution> newest(int most) {
        return BoundedLog.newest(List.copyOf(byArn.values()), most);
    }

    private Execution require(ApiRequest request) {
        return require(request.text("executionArn"));
    }

    private ObjectNode start(ApiRequest request) {
        StateMachine machine = machines.require(request.text("stateMachineArn"));
        String name = ResourceName.require(
                request.optionalText("name").orElseGet(() -> UUID.randomUUID().toString()));
        String input = request.optionalText("input").orElse("{}");
        String arn = arns.execution(machine.name(), name);
        Execution execution = byArn.get(arn);
        if (execution == null) {
            execution = begin(machine, name, arn, input);
        } else if (!execution.isRunning() || !execution.inputText().equals(input)) {
            throw new ServiceErrorException("ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
        }
        ObjectNode response = Json.object().put("executionArn", arn);
        return response.set("startDate", Json.timestamp(execution.started()));
    }

    private Execution begin(StateMachine machine, String name, String arn, String input) {
        JsonNode data = Json.parse(input)
                .orElseThrow(() -> new ServiceErrorException(
                        "InvalidExecutionInput", "Invalid State Machine Execution Input: 'Invalid execution input.'"));
        ExecutionStart start = new ExecutionStart(
                arn, name, input, data, environment.engine().clock().instant());
        Execution execution = new Execution(machine, start, environment);
        byArn.put(arn, execution);
        byAge.add(execution);
        forgetTheOldest();
        execution.begin();
        return execution;
    }

    /** Looks at two for each that begins: enough to keep up, and never a search through all. */
    private void forgetTheOldest() {
        for (int looks = 0; looks < 2 && byAge.size() > remembered; looks++) {
            Execution oldest = byAge.remove();
            if (oldest.isRunning()) {
                byAge.add(oldest);
            } else {
                byArn.remove(oldest.arn());
            }
        }
    }

    private ObjectNode stop(ApiRequest request) {
        Execution execution = require(request);
        if (execution.isRunning()) {
            execution.abort(new StateError(
                    request.optionalText("error").orElse(null),
                    request.optionalText("cause").orElse(null)));
        }
        return Json.object().set("stopDate", Json.timestamp(execution.stopped().orElseThrow()));
    }

    private ObjectNode list(ApiRequest request) {
        ExecutionFilter filter = ExecutionFilter.of(request, machines);
        List<Execution> found =
                new ArrayList<>(byArn.values().stream().filter(filter::passes).toList());
        Collections.reverse(found);
        ResultPage<Execution> page = ResultPage.of(found, request, filter.toString());
        ArrayNode items = Json.NODES.arrayNode();
        page.items().forEach(execution -> items.add(summary(execution)));
        ObjectNode response = Json.object();
        response.set("executions", items);
        page.nextToken().ifPresent(token -> response.put("nextToken", token));
        return response;
    }

    private ObjectNode history(ApiRequest request) {
        Execution execution = require(request);
        boolean reverse = request.flag("reverseOrder", false);
        boolean data = request.flag("includeExecutionData", true);
        List<HistoryEvent> events = new ArrayList<>(execution.history().events());
        if (reverse) {
            Collections.reverse(events);
        }
        ResultPage<HistoryEvent> page = ResultPage.of(events, request, execution.arn() + reverse);
        ArrayNode items = Json.NODES.arrayNode();
        page.items().forEach(event -> items.add(event.toJson(data)));
        ObjectNode response = Json.object();
        response.set("events", items);
        page.nextToken().ifPresent(token -> response.put("nextToken", token));
        return response;
    }

    /** Names no error of an execution that timed out: only its history has it (recorded). */
    private static ObjectNode describe(Execution execution) {
        ObjectNode response = summary(execution).put("input", execution.inputText());
        response.putObject("inputDetails").put("included", true);
        execution.output().ifPresent(output -> {
            response.put("output", output);
            response.putObject("outputDetails").put("included", true);
        });
        if (execution.status() != ExecutionStatus.TIMED_OUT) {
            execution.error().ifPresent(error -> response.put("error", error));
            execution.cause().ifPresent(cause -> response.put("cause", cause));
        }
        return describeRedrive(execution.status(), response);
    }

    /** Definitions are never updated here, so each execution has its machine's own. */
    private static ObjectNode describeMachine(Execution execution) {
        StateMachine machine = execution.machine();
        ObjectNode response = Json.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("definition", machine.definitionText())
                .put("roleArn", machine.roleArn());
        response.putObject("loggingConfiguration")
                .put("includeExecutionData", false)
                .put("level", "OFF");
        response.putObject("tracingConfiguration").put("enabled", false);
        response.putObject("encryptionConfiguration").put("type", "AWS_OWNED_KEY");
        return response.set("updateDate", Json.timestamp(machine.created()));
    }

    /** As recorded; that an aborted execution is like a failed one is inferred. */
    private static ObjectNode describeRedrive(ExecutionStatus status, ObjectNode response) {
        if (status == ExecutionStatus.RUNNING || status == ExecutionStatus.SUCCEEDED) {
            return response.put("redriveStatus", "NOT_REDRIVABLE")
                    .put("redriveStatusReason", "Execution is " + status + " and cannot be redriven");
        }
        return response.put("redriveStatus", "REDRIVABLE");
    }

    private static ObjectNode summary(Execution execution) {
        ObjectNode summary = Json.object()
                .put("executionArn", execution.arn())
                .put("stateMachineArn", execution.machine().arn())
                .put("name", execution.name())
                .put("status", execution.status().toString());
        summary.set("startDate", Json.timestamp(execution.started()));
        execution.stopped().ifPresent(stopped -> summary.set("stopDate", Json.timestamp(stopped)));
        return summary.put("redriveCount", 0);
    }
}

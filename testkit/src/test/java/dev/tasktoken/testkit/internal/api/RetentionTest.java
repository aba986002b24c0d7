package dev.tasktoken.testkit.internal.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.Definitions;
import dev.tasktoken.testkit.Workbench;
import dev.tasktoken.testkit.internal.activities.Activities;
import dev.tasktoken.testkit.internal.definitions.DefinitionReader;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.executions.ExecutionEnvironment;
import dev.tasktoken.testkit.internal.executions.OpenTasks;
import dev.tasktoken.testkit.internal.integrations.Integrations;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.BoundedLog;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import dev.tasktoken.testkit.internal.values.TaskTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is remembered of executions and answers, and that it does not grow for ever. */
class RetentionTest {
    private static final int REMEMBERED = 100;

    private final Engine engine = new Engine();
    private final Arns arns = new Arns("us-east-1", "123456789012");
    private final OpenTasks openTasks = new OpenTasks(TaskTokens.ofUsualLength());
    private final StateMachineOperations machines = new StateMachineOperations(
            arns,
            engine.clock(),
            new DefinitionReader(new Integrations(engine, new BoundedLog<>(), new Activities(arns, engine))));
    private final ExecutionOperations executions = new ExecutionOperations(
            arns, machines, new ExecutionEnvironment(engine, openTasks, "us-east-1"), REMEMBERED);
    private final TaskOperations answers = new TaskOperations(openTasks, engine.clock(), new BoundedLog<>(2));
    private final Map<String, ApiOperation> operations = operations();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void theOldestExecutionsThatEndedAreForgotten() {
        String machine = create("\"Type\": \"Succeed\"");
        List<String> started = IntStream.range(0, 1_000)
                .mapToObj(i -> start(machine))
                .collect(Collectors.toCollection(ArrayList::new));

        assertThat(started.subList(900, 1_000)).allSatisfy(this::describe);
        assertThatThrownBy(() -> describe(started.get(899)))
                .isInstanceOf(ServiceErrorException.class)
                .hasMessageContaining("Execution Does Not Exist");
        assertThat(list(machine)).isEqualTo(REMEMBERED);
    }

    @Test
    void anExecutionThatRunsIsRememberedHoweverOldItIs() {
        String waiting = start(create("\"Type\": \"Wait\", \"Seconds\": 60, \"End\": true"));
        String machine = create("\"Type\": \"Succeed\"");
        for (int i = 0; i < 1_000; i++) {
            start(machine);
        }

        assertThat(describe(waiting).get("status").textValue()).isEqualTo("RUNNING");
        assertThat(list(machine)).isBetween(REMEMBERED - 1, REMEMBERED);
    }

    @Test
    void theOldestAnswersAreForgotten() {
        List<String> tokens = IntStream.range(0, 3)
                .mapToObj(i -> TaskTokens.ofUsualLength().create())
                .toList();
        tokens.forEach(token -> assertThatThrownBy(() -> call(
                        "SendTaskSuccess", Json.object().put("taskToken", token).put("output", "1")))
                .isInstanceOf(ServiceErrorException.class));

        assertThat(answers.received())
                .extracting(ReceivedCall::fingerprint)
                .containsExactly(TaskTokens.fingerprint(tokens.get(1)), TaskTokens.fingerprint(tokens.get(2)));
    }

    private String create(String state) {
        ObjectNode request = Json.object()
                .put("name", "m" + state.hashCode())
                .put("roleArn", Workbench.ROLE)
                .put("definition", Definitions.of(state));
        return call("CreateStateMachine", request).get("stateMachineArn").textValue();
    }

    private String start(String machine) {
        return call("StartExecution", Json.object().put("stateMachineArn", machine))
                .get("executionArn")
                .textValue();
    }

    private ObjectNode describe(String execution) {
        return call("DescribeExecution", Json.object().put("executionArn", execution));
    }

    private int list(String machine) {
        ObjectNode request = Json.object().put("stateMachineArn", machine).put("maxResults", 1000);
        return call("ListExecutions", request).get("executions").size();
    }

    private ObjectNode call(String operation, ObjectNode request) {
        return engine.run(() -> requireNonNull(operations.get(operation)).call(request));
    }

    private Map<String, ApiOperation> operations() {
        List<ApiOperation> all = new ArrayList<>(machines.operations());
        all.addAll(executions.operations());
        all.addAll(answers.operations());
        return all.stream().collect(Collectors.toMap(ApiOperation::name, Function.identity()));
    }
}

package dev.tasktoken.examples.demo;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.testkit.LocalStepFunctions;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineRequest;

/** All that one system runs on: queues, buckets, and a Step Functions of its own. */
final class Stage implements AutoCloseable {
    private static final String ROLE = "arn:aws:iam::123456789012:role/workflow";

    private final LocalQueues queues;
    private final LocalStorage storage;
    private final PrintStream out;
    private final Deadline deadline;
    private final LocalStepFunctions stepFunctions;
    private final DeliveryLog log;
    private final List<Execution> executions = new ArrayList<>();

    Stage(LocalQueues queues, LocalStorage storage, PrintStream out, Deadline deadline) {
        this.queues = queues;
        this.storage = storage;
        this.out = out;
        this.deadline = deadline;
        this.stepFunctions = LocalStepFunctions.builder()
                .sqs(queues.client())
                .tokenLength(880) // as long as those in public examples
                .start();
        this.log = new DeliveryLog(stepFunctions.clock());
    }

    LocalQueues queues() {
        return queues;
    }

    LocalStorage storage() {
        return storage;
    }

    PrintStream out() {
        return out;
    }

    Deadline deadline() {
        return deadline;
    }

    LocalStepFunctions stepFunctions() {
        return stepFunctions;
    }

    DeliveryLog log() {
        return log;
    }

    /** The executions started so far. */
    List<Execution> executions() {
        return List.copyOf(executions);
    }

    SfnClient sfn() {
        return stepFunctions.client();
    }

    TokenResponder responder() {
        return TokenResponder.of(sfn());
    }

    /** Creates the state machine of a system, its definition unmodified but for the placeholders. */
    String machine(String system, Map<String, String> values) {
        String definition = resource("/systems/" + system + ".asl.json");
        for (Map.Entry<String, String> value : values.entrySet()) {
            definition = definition.replace("${" + value.getKey() + "}", value.getValue());
        }
        CreateStateMachineRequest request = CreateStateMachineRequest.builder()
                .name(system)
                .roleArn(ROLE)
                .definition(definition)
                .build();
        return sfn().createStateMachine(request).stateMachineArn();
    }

    /** Starts an execution. */
    Execution start(String machine, String name, String input) {
        String arn = sfn().startExecution(
                        e -> e.stateMachineArn(machine).name(name).input(input))
                .executionArn();
        return add(arn);
    }

    /** Finds an execution that another program started. */
    Execution find(String machine, String name) {
        return sfn().listExecutionsPaginator(l -> l.stateMachineArn(machine)).executions().stream()
                .filter(execution -> execution.name().equals(name))
                .findFirst()
                .map(execution -> add(execution.executionArn()))
                .orElseThrow(() -> new IllegalStateException("there is no execution " + name));
    }

    private Execution add(String arn) {
        Execution execution = new Execution(this, arn);
        executions.add(execution);
        return execution;
    }

    /** Starts an execution and waits until its task is paused: its token is in the queue. */
    Execution startAndPause(String machine, String name, String input) {
        Execution execution = start(machine, name, input);
        stepFunctions.awaitOpenTask(deadline.remaining());
        return execution;
    }

    private static String resource(String path) {
        try (InputStream in = Stage.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stepFunctions.close();
    }
}

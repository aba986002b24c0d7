package dev.tasktoken.testkit;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** A LocalStepFunctions with a topic, and the calls that every test makes. */
public final class Workbench implements AutoCloseable {
    public static final String ROLE = "arn:aws:iam::123456789012:role/workflow";
    static final Duration SOON = Duration.ofSeconds(20);

    final LocalStepFunctions stepFunctions;
    final SfnClient sfn;
    final String topicArn;

    private Workbench(LocalStepFunctions stepFunctions) {
        this.stepFunctions = stepFunctions;
        this.sfn = stepFunctions.client();
        this.topicArn = stepFunctions.topics().create("tasks");
    }

    static Workbench start() {
        return new Workbench(LocalStepFunctions.start());
    }

    static Workbench withQueues() {
        return new Workbench(LocalStepFunctions.builder().sqs(Queues.client()).start());
    }

    String create(String definition) {
        return sfn.createStateMachine(
                        m -> m.name("m-" + UUID.randomUUID()).roleArn(ROLE).definition(definition))
                .stateMachineArn();
    }

    /** Creates a machine and starts an execution of it. */
    String run(String definition, String input) {
        String machine = create(definition);
        return sfn.startExecution(e -> e.stateMachineArn(machine).input(input)).executionArn();
    }

    /** The fields of a Task state that publishes its token to the topic and waits, and more of them. */
    String waiting(String more) {
        return "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish.waitForTaskToken\","
                + " \"Parameters\": {\"TopicArn\": \"" + topicArn + "\","
                + " \"Message\": {\"token.$\": \"$$.Task.Token\"}}, " + more;
    }

    /** Starts a machine of one state that waits for its token, with more fields. */
    String runWaiting(String more) {
        return run(Definitions.of(waiting(more)), "{}");
    }

    String token() {
        return stepFunctions.awaitOpenTask(SOON);
    }

    void succeed(String token, String output) {
        sfn.sendTaskSuccess(s -> s.taskToken(token).output(output));
    }

    void fail(String token, String error, String cause) {
        sfn.sendTaskFailure(f -> f.taskToken(token).error(error).cause(cause));
    }

    void advance(long seconds) {
        stepFunctions.clock().advance(Duration.ofSeconds(seconds));
    }

    LocalExecution ended(String executionArn) {
        return stepFunctions.awaitExecution(executionArn, SOON);
    }

    List<HistoryEvent> history(String executionArn) {
        return sfn.getExecutionHistory(h -> h.executionArn(executionArn).maxResults(1000))
                .events();
    }

    List<String> eventTypes(String executionArn) {
        return history(executionArn).stream().map(HistoryEvent::typeAsString).toList();
    }

    @Override
    public void close() {
        stepFunctions.close();
    }
}

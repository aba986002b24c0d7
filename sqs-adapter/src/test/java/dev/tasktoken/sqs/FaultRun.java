package dev.tasktoken.sqs;

import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LocalExecution;
import dev.tasktoken.testkit.LocalStepFunctions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.Message;

/** Many executions of one workflow through a queue, under faults, and how they ended. */
final class FaultRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String[] ANSWERS = {"SendTaskSuccess", "SendTaskFailure", "SendTaskHeartbeat"};
    private static final int RECEIVES = 30;
    private static final int POISON = 3;

    private final int executions;
    private final String deadLetters = Queues.create();
    private final String queue = Queues.createWithDeadLetters(deadLetters, RECEIVES);
    private final LocalStepFunctions stepFunctions;
    private final WorkLog log;
    private final List<String> started = new ArrayList<>();

    /** How the executions of a run ended; lost ones did not. */
    record Tally(int executions, int answered, int wrong, int lost, int redone, int repeated) {
        String row(String fault) {
            return "| %-66s | %6d | %6d | %5d | %4d | %6d | %8d |"
                    .formatted(fault, executions, answered, wrong, lost, redone, repeated);
        }

        static String head() {
            return "| %-66s | %6s | %6s | %5s | %4s | %6s | %8s |"
                    .formatted("fault", "execs", "answ'd", "wrong", "lost", "redone", "repeated");
        }
    }

    FaultRun(int executions, Fault... faults) {
        this.executions = executions;
        WorkLog[] made = new WorkLog[1];
        this.stepFunctions = LocalStepFunctions.builder()
                .sqs(new DoublingSqs(Queues.client(), token -> made[0].sent(token)))
                .start();
        this.log = made[0] = new WorkLog(stepFunctions::isAnswered);
        stepFunctions.faults().seed(42);
        for (Fault fault : faults) {
            stepFunctions.faults().inject(fault.operations(ANSWERS));
        }
    }

    String queue() {
        return queue;
    }

    URI stepFunctionsEndpoint() {
        return stepFunctions.endpoint();
    }

    WorkLog log() {
        return log;
    }

    /** Starts the executions, and sends a few messages that belong in the dead-letter queue. */
    void startExecutions() {
        String definition = """
                {"StartAt": "Work", "States": {"Work": {
                    "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                    "Parameters": {
                        "QueueUrl": "%s",
                        "MessageBody": {"number.$": "$.number", "taskToken.$": "$$.Task.Token"}},
                    "End": true}}}""".formatted(queue);
        String machine = stepFunctions
                .client()
                .createStateMachine(m -> m.name("work")
                        .roleArn("arn:aws:iam::123456789012:role/r")
                        .definition(definition))
                .stateMachineArn();
        for (int i = 0; i < executions; i++) {
            String input = "{\"number\": " + i + "}";
            started.add(stepFunctions
                    .client()
                    .startExecution(e -> e.stateMachineArn(machine).input(input))
                    .executionArn());
        }
        for (int i = 0; i < POISON; i++) {
            Queues.send(queue, "{\"number\": " + i + "}");
        }
    }

    /** Waits for the executions' ends, and until the queue holds nothing more. */
    Tally tally() {
        int answered = 0;
        int lost = 0;
        for (int i = 0; i < executions; i++) {
            Optional<LocalExecution> ended = ended(started.get(i));
            lost += ended.isEmpty() ? 1 : 0;
            answered += ended.isPresent() && SuiteWork.isResultOf(i, ended.get()) ? 1 : 0;
        }
        awaitPoison();
        return new Tally(executions, answered, executions - answered - lost, lost, log.redone(), log.repeated());
    }

    private Optional<LocalExecution> ended(String execution) {
        try {
            return Optional.of(stepFunctions.awaitExecution(execution, PATIENCE));
        } catch (IllegalStateException stillRunning) {
            return Optional.empty();
        }
    }

    /** Messages without a token end in the dead-letter queue, and no others do. */
    private void awaitPoison() {
        for (int i = 0; i < POISON; i++) {
            Message poison = Queues.awaitMoved(deadLetters);
            if (poison.body().contains("taskToken")) {
                throw new AssertionError("A message with a token ended in the dead-letter queue");
            }
            Queues.client().deleteMessage(d -> d.queueUrl(deadLetters).receiptHandle(poison.receiptHandle()));
        }
    }

    /** Waits until no message is in the queue or in flight. */
    void awaitEmptyQueue() {
        while (Queues.visible(queue) + Queues.hidden(queue) > 0) {
            Queues.client().receiveMessage(r -> r.queueUrl(deadLetters).waitTimeSeconds(1));
        }
    }

    /** Returns the messages in the queue and its dead-letter queue after the worker has stopped. */
    int messagesLeft() {
        return Queues.visible(queue) + Queues.hidden(queue) + Queues.visible(deadLetters) + Queues.hidden(deadLetters);
    }

    @Override
    public void close() {
        stepFunctions.close();
    }
}

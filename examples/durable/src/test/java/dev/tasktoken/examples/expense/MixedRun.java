package dev.tasktoken.examples.expense;

import dev.tasktoken.CallbackId;
import dev.tasktoken.TaskToken;
import dev.tasktoken.service.WorkId;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LocalDurableCallbacks;
import dev.tasktoken.testkit.LocalExecution;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.RecordedTask;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Many tasks and as many callbacks through one queue, under the same faults at both services, and how they ended. */
final class MixedRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String[] OF_TASKS = {"SendTaskSuccess", "SendTaskFailure", "SendTaskHeartbeat"};
    private static final int EVERY_FIFTH_TWICE = 5;

    private final SQSRestServer server =
            SQSRestServerBuilder.withInterface("localhost").withDynamicPort().start();
    private final SqsClient sqs = SqsClient.builder()
            .endpointOverride(URI.create("http://localhost:"
                    + server.waitUntilStarted().localAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
            .build();
    private final String queue = sqs.createQueue(q -> q.queueName("mixed")).queueUrl();
    private final LocalStepFunctions stepFunctions =
            LocalStepFunctions.builder().sqs(sqs).start();
    private final LocalDurableCallbacks durable = LocalDurableCallbacks.start();
    private final int each;
    private final List<String> executions = new ArrayList<>();
    private final List<String> callbacks = new ArrayList<>();
    private final AtomicInteger redoneTasks = new AtomicInteger();
    private final AtomicInteger redoneCallbacks = new AtomicInteger();

    /** How those of one kind ended; lost ones did not. */
    record Tally(String kind, int all, int answered, int wrong, int lost, int redone) {
        String row(String fault) {
            return "| %-66s | %-9s | %6d | %6d | %5d | %4d | %6d |"
                    .formatted(fault, kind, all, answered, wrong, lost, redone);
        }

        static String head() {
            return "| %-66s | %-9s | %6s | %6s | %5s | %4s | %6s |"
                    .formatted("fault", "kind", "all", "answ'd", "wrong", "lost", "redone");
        }
    }

    MixedRun(int each, Fault... faults) {
        this.each = each;
        stepFunctions.faults().seed(42);
        durable.faults().seed(43);
        for (Fault fault : faults) {
            stepFunctions.faults().inject(fault.operations(OF_TASKS));
            durable.faults().inject(fault);
        }
    }

    SqsClient sqs() {
        return sqs;
    }

    String queue() {
        return queue;
    }

    URI stepFunctionsEndpoint() {
        return stepFunctions.endpoint();
    }

    URI durableEndpoint() {
        return durable.endpoint();
    }

    /** Work begins for this id, perhaps after its service took an answer. */
    void begins(WorkId id) {
        if (id instanceof CallbackId) {
            redoneCallbacks.addAndGet(durable.isOpen(id.value()) ? 0 : 1);
        } else if (id instanceof TaskToken) {
            redoneTasks.addAndGet(stepFunctions.isAnswered(id.value()) ? 1 : 0);
        }
    }

    void start() {
        String definition = """
                {"StartAt": "Work", "States": {"Work": {
                    "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                    "Parameters": {
                        "QueueUrl": "%s",
                        "MessageBody": {"number.$": "$.number", "taskToken.$": "$$.Task.Token"}},
                    "End": true}}}""".formatted(queue);
        String machine = stepFunctions.createStateMachine(definition);
        for (int i = 0; i < each; i++) {
            executions.add(stepFunctions
                    .startExecution(machine, "{\"number\": " + i + "}")
                    .arn());
            callbacks.add(durable.createCallback());
            send("{\"number\": " + i + ", \"callbackId\": \"" + callbacks.get(i) + "\"}");
            if (i % EVERY_FIFTH_TWICE == 0) {
                send("{\"number\": " + i + ", \"callbackId\": \"" + callbacks.get(i) + "\"}");
            }
        }
    }

    private void send(String body) {
        sqs.sendMessage(m -> m.queueUrl(queue).messageBody(body));
    }

    List<Tally> tally() {
        int lost = 0;
        int right = 0;
        for (int i = 0; i < each; i++) {
            Optional<LocalExecution> ended = ended(executions.get(i));
            lost += ended.isEmpty() ? 1 : 0;
            right += ended.isPresent()
                            && isRight(i, ended.get().output(), ended.get().error())
                    ? 1
                    : 0;
        }
        Tally tasks = new Tally("tasks", each, right, each - right - lost, lost, redoneTasks.get());
        lost = 0;
        right = 0;
        for (int i = 0; i < each; i++) {
            Optional<RecordedTask> closed = closed(callbacks.get(i));
            lost += closed.isEmpty() ? 1 : 0;
            right += closed.flatMap(RecordedTask::answer).isPresent() && isRight(i, closed.orElseThrow()) ? 1 : 0;
        }
        return List.of(tasks, new Tally("callbacks", each, right, each - right - lost, lost, redoneCallbacks.get()));
    }

    private static boolean isRight(int number, RecordedTask callback) {
        return isRight(
                number,
                callback.answer().flatMap(answer -> answer.output()),
                callback.answer().flatMap(answer -> answer.error()));
    }

    private static boolean isRight(int number, Optional<String> output, Optional<String> error) {
        return number % 10 == 3 ? error.equals(Optional.of("Odd")) : output.equals(Optional.of("" + number * 3));
    }

    private Optional<LocalExecution> ended(String execution) {
        try {
            return Optional.of(stepFunctions.awaitExecution(execution, PATIENCE));
        } catch (IllegalStateException stillRunning) {
            return Optional.empty();
        }
    }

    /** Waits up to ten seconds; those that are still open then had three minutes with the executions before. */
    private Optional<RecordedTask> closed(String callbackId) {
        try {
            return Optional.of(durable.awaitClosed(callbackId));
        } catch (IllegalStateException stillOpen) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        stepFunctions.close();
        durable.close();
        sqs.close();
        server.stopAndWait();
    }
}

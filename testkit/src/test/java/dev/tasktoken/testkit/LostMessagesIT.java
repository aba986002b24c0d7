package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.history.OpenTaskScan;
import dev.tasktoken.history.OpenTasks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * A worker that loses three messages of ten before the work and one of ten after it, and fails one of ten. What it
 * leaves open is found exactly, and answered from the histories.
 */
class LostMessagesIT {
    private static final int EXECUTIONS = 200;
    private static final String RETRY =
            "\"Retry\": [{\"ErrorEquals\": [\"Again\"], \"IntervalSeconds\": 3600, \"BackoffRate\": 1, \"MaxAttempts\": 20}]";

    private final Workbench bench = Workbench.withQueues();
    private final TokenResponder responder = TokenResponder.of(bench.sfn);
    private final String queueUrl = Queues.create();
    private final Queue<String> invoked = new ConcurrentLinkedQueue<>();
    private final Set<String> received = new HashSet<>();
    private int messages;

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatALossyWorkerLeavesOpenIsFoundExactlyAndAnswered() throws Exception {
        bench.stepFunctions.topics().subscribeQueue(bench.topicArn, queueUrl, false);
        bench.stepFunctions.functions().register("worker", payload -> {
            invoked.add(payload);
            return "null";
        });
        List<String> machines = List.of(
                bench.create(machine(queue("\"End\": true, " + RETRY))),
                bench.create(machine(topic())),
                bench.create(machine(function())),
                bench.create(machine(mapOfQueues())),
                bench.create(machine(parallel())));
        List<String> executions = IntStream.range(0, EXECUTIONS)
                .mapToObj(i -> bench.sfn
                        .startExecution(e -> e.stateMachineArn(machines.get(i % machines.size()))
                                .input("{\"id\": " + i + ", \"items\": [1, 2, 3]}"))
                        .executionArn())
                .toList();

        work(machines);
        Map<String, OpenTask> found = find(machines);
        Set<String> expected = Set.copyOf(bench.stepFunctions.openTokens());

        assertThat(found.keySet()).isEqualTo(expected);
        assertThat(found.values().stream().map(OpenTask::path).map(path -> path.replaceAll("\\d", "n")))
                .contains("S", "S[n]/Pick", "S/Left", "S/Right");
        assertThat(found.values().stream().map(OpenTask::attempt)).contains(1, 2);
        found.values()
                .forEach(task -> assertThat(responder.succeed(task, Map.of("done", true)))
                        .isEqualTo(AnswerOutcome.ACCEPTED));
        executions.forEach(
                execution -> assertThat(bench.ended(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED));
        assertThat(find(machines)).isEmpty();
    }

    /** Works until each open task has been handed out, and nothing is retried any more. Retries wait in between. */
    private void work(List<String> machines) throws Exception {
        do {
            while (!received.containsAll(bench.stepFunctions.openTokens())) {
                for (String body : bodies()) {
                    handle(body);
                }
            }
            assertThat(find(machines).keySet()).isEqualTo(Set.copyOf(bench.stepFunctions.openTokens()));
            bench.advance(3_700);
        } while (!received.containsAll(bench.stepFunctions.openTokens()));
    }

    private Collection<String> bodies() {
        List<String> bodies = new ArrayList<>();
        for (String payload = invoked.poll(); payload != null; payload = invoked.poll()) {
            bodies.add(payload);
        }
        List<Message> batch = Queues.client()
                .receiveMessage(r -> r.queueUrl(queueUrl).maxNumberOfMessages(10))
                .messages();
        for (Message message : batch) {
            bodies.add(message.body());
            Queues.client().deleteMessage(d -> d.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
        }
        return bodies;
    }

    private void handle(String body) {
        CallbackEnvelope envelope = CallbackReader.standard().read(body);
        received.add(envelope.taskToken().value());
        switch (messages++ % 10) {
            case 0, 3, 6, 9 -> {
                // Lost, before the work or after it; Step Functions cannot tell which.
            }
            case 4 -> responder.fail(envelope, "Again", "the worker failed");
            default -> responder.succeed(envelope, Map.of("done", true));
        }
    }

    private Map<String, OpenTask> find(List<String> machines) {
        OpenTasks open = OpenTasks.builder(bench.sfn).callsPerSecond(10_000).build();
        Map<String, OpenTask> found = new HashMap<>();
        long calls = 0;
        for (String machine : machines) {
            OpenTaskScan scan = open.of(machine);
            scan.stream().forEach(task -> found.put(task.taskToken().value(), task));
            calls += scan.progress().calls();
        }
        Set<String> expected = Set.copyOf(bench.stepFunctions.openTokens());
        long wrong = found.keySet().stream()
                .filter(token -> !expected.contains(token))
                .count();
        System.out.printf(
                "%d executions, %d messages: %d open tasks found, %d missed, %d wrongly found, %d calls%n",
                EXECUTIONS,
                messages,
                found.size(),
                expected.stream().filter(token -> !found.containsKey(token)).count(),
                wrong,
                calls);
        return found;
    }

    private static String machine(String fields) {
        return Definitions.of(fields);
    }

    private String queue(String more) {
        return "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage.waitForTaskToken\","
                + " \"Parameters\": {\"QueueUrl\": \"" + queueUrl + "\", \"MessageBody\": {\"order.$\": \"$\","
                + " \"taskToken.$\": \"$$.Task.Token\"}}, " + more;
    }

    private String topic() {
        return "\"Type\": \"Task\", \"QueryLanguage\": \"JSONata\", \"Resource\":"
                + " \"arn:aws:states:::sns:publish.waitForTaskToken\", \"Arguments\": {\"TopicArn\": \""
                + bench.topicArn + "\", \"Message\": {\"order\": \"{% $states.input.id %}\", \"taskToken\":"
                + " \"{% $states.context.Task.Token %}\"}}, \"End\": true, " + RETRY;
    }

    private static String function() {
        return "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke.waitForTaskToken\","
                + " \"Parameters\": {\"FunctionName\": \"worker\", \"Payload\": {\"order.$\": \"$\","
                + " \"taskToken.$\": \"$$.Task.Token\"}}, \"End\": true, " + RETRY;
    }

    private String mapOfQueues() {
        return "\"Type\": \"Map\", \"ItemsPath\": \"$.items\", \"End\": true, \"ItemProcessor\": {\"StartAt\": \"Pick\","
                + " \"States\": {\"Pick\": {" + queue("\"End\": true, " + RETRY) + "}}}";
    }

    private String parallel() {
        return "\"Type\": \"Parallel\", \"End\": true, " + RETRY
                + ", \"Branches\": [{\"StartAt\": \"Left\", \"States\":"
                + " {\"Left\": {" + function().replace(", " + RETRY, "") + "}}}, {\"StartAt\": \"Right\", \"States\":"
                + " {\"Right\": {" + topic().replace(", " + RETRY, "") + "}}}]";
    }
}

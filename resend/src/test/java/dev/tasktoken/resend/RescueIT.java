package dev.tasktoken.resend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.history.OpenTasks;
import dev.tasktoken.testkit.DefinitionSubstitutions;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import dev.tasktoken.testkit.TaskCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Executions over queues, topics and functions, in Map and Parallel, in JSONPath and JSONata, whose messages are lost:
 * each open task is found in its history and sent again, until all executions have ended. 40 executions;
 * {@code -Drescue.executions=200} for more. The figures are printed.
 */
@Timeout(300)
class RescueIT {
    private static final int EXECUTIONS = Integer.getInteger("rescue.executions", 40);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalStepFunctions stepFunctions = LocalStepFunctions.builder()
            .sqs(LocalQueues.client())
            .patience(PATIENCE)
            .start();
    private final LocalServices services = new LocalServices(stepFunctions);
    private final LossyWork work = new LossyWork(TokenResponder.of(stepFunctions.client()));
    private final List<QueueReceiver> receivers = new ArrayList<>();
    private final CountedCalls calls = new CountedCalls();
    private final SfnClient counted = calls.client(stepFunctions.endpoint());
    private final OpenTasks openTasks =
            OpenTasks.builder(counted).callsPerSecond(10_000).build();
    private final TaskResender resender = TaskResender.builder()
            .sqs(LocalQueues.client())
            .sns(services.sns())
            .lambda(services.lambda())
            .build();

    @AfterEach
    void close() throws Exception {
        for (QueueReceiver receiver : receivers) {
            receiver.close();
        }
        counted.close();
        services.close();
        stepFunctions.close();
    }

    @Test
    void findsEveryLostTaskAndNoOtherAndSendsItAgain() throws Exception {
        List<String> machines = List.of(
                machine("rescue-jsonpath.asl.json", LocalQueues.create(), false),
                machine("rescue-jsonata.asl.json", LocalQueues.createFifo(), true));
        stepFunctions.functions().register("pack", payload -> {
            work.accept(CallbackReader.standard().read(Delivery.of(payload)));
            return "null";
        });
        List<StartedExecution> executions = new ArrayList<>();
        for (int order = 0; order < EXECUTIONS; order++) {
            executions.add(stepFunctions.startExecution(
                    machines.get(order % machines.size()),
                    Map.of("order", order, "items", List.of("pack-0", "pack-1", "pack-2"))));
        }

        int found = 0;
        Set<String> lost = work.awaitStandstill(EXECUTIONS, PATIENCE);
        while (!lost.isEmpty()) {
            found += rescue(machines, lost);
            lost = work.awaitStandstill(EXECUTIONS, PATIENCE);
        }

        assertThat(executions).allMatch(execution -> execution.await().succeeded());
        assertThat(found).isGreaterThan(EXECUTIONS);
        List<String> answered =
                stepFunctions.answers().stream().map(TaskCall::fingerprint).toList();
        assertThat(answered).doesNotHaveDuplicates();
        assertThat(stepFunctions.calls()).allMatch(TaskCall::isAccepted);
        System.out.printf(
                "%d executions ended, %d tasks answered once each, %d of them sent again, %d after their work was done%n",
                executions.size(), answered.size(), found, work.lostAfterWork());
    }

    /** Finds what is open, compares it with what was lost, and sends it again. */
    private int rescue(List<String> machines, Set<String> lost) {
        calls.take();
        List<OpenTask> tasks = new ArrayList<>();
        for (String machine : machines) {
            try (Stream<OpenTask> open = openTasks.of(machine).stream()) {
                open.forEach(tasks::add);
            }
        }
        Map<String, Integer> made = calls.take();
        Set<String> found = tasks.stream().map(task -> task.taskToken().value()).collect(Collectors.toSet());
        Set<String> missed = new HashSet<>(lost);
        missed.removeAll(found);
        Set<String> wrong = new HashSet<>(found);
        wrong.removeAll(lost);
        System.out.printf(
                "found %d, missed %d, wrongly found %d, calls %s%n", tasks.size(), missed.size(), wrong.size(), made);
        assertThat(missed.size()).as("missed").isZero();
        assertThat(wrong.size()).as("wrongly found").isZero();
        assertThat(tasks.size()).as("each once").isEqualTo(found.size());
        work.expectAgain();
        tasks.forEach(resender::resend);
        return tasks.size();
    }

    private String machine(String file, String chargeQueue, boolean raw) {
        String notifyQueue = LocalQueues.create();
        String topic = stepFunctions.topics().create(raw ? "raw" : "wrapped");
        stepFunctions.topics().subscribeQueue(topic, notifyQueue, raw);
        receivers.add(new QueueReceiver(chargeQueue, work));
        receivers.add(new QueueReceiver(notifyQueue, work));
        return stepFunctions.createStateMachine(DefinitionSubstitutions.apply(
                Path.of("src/test/resources", file), Map.of("ChargeQueue", chargeQueue, "Topic", topic)));
    }
}

package dev.tasktoken.micrometer;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackEvent;
import dev.tasktoken.processor.CallbackListener;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.DuplicateCheck;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.processor.TaskHandler;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted when real tasks are answered, one after the other, each by a processor of its own unless said. */
class CallbackMetersIT {
    private static final String DEFINITION = """
            {"StartAt": "Work", "States": {"Work": {
              "Type": "Task",
              "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
              "Parameters": {"FunctionName": "work", "Payload": {"taskToken.$": "$$.Task.Token"}},
              "End": true}}}""";

    record Order(int number) {}

    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final TokenResponder responder = TokenResponder.of(stepFunctions.client());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CallbackMeters meters = CallbackMeters.of(registry);
    private final String machine;
    private StartedExecution execution;
    private String token;

    CallbackMetersIT() {
        stepFunctions.functions().register("work", payload -> "null");
        machine = stepFunctions.createStateMachine(DEFINITION);
        pause();
    }

    @AfterEach
    void close() {
        stepFunctions.close();
    }

    @Test
    void countsAndTimesWhatSucceeds() {
        processor((order, task) -> order.number()).process(delivery(1));

        assertThat(readings())
                .containsExactlyInAnyOrder(
                        "tasktoken.received {receive=first} 1",
                        "tasktoken.handled {} 1",
                        "tasktoken.settled {answer=accepted, outcome=succeeded, reason=none} 1");
        assertThat(execution.await().output()).hasValue("7");
    }

    @Test
    void timesInNanosecondsThatPassed() {
        CallbackProcessor<Order> processor = processor((order, task) -> spun(Duration.ofMillis(5)));
        long begun = System.nanoTime();

        processor.process(delivery(1));

        double passed = (double) (System.nanoTime() - begun);
        double handled = registry.get("tasktoken.handled").timer().totalTime(NANOSECONDS);
        double settled = registry.get("tasktoken.settled").timer().totalTime(NANOSECONDS);
        assertThat(handled).isBetween(5_000_000.0, settled);
        assertThat(settled).isLessThanOrEqualTo(passed);
    }

    /** A handler that takes this long by the meters' clock. */
    private static boolean spun(Duration time) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < time.toNanos()) {
            Thread.onSpinWait();
        }
        return true;
    }

    @Test
    void distinguishesAHandlersFailureFromTheLibrarysOwn() {
        processor((order, task) -> {
                    throw new IllegalStateException("no stock");
                })
                .process(delivery(1));
        pause();
        processor((order, task) -> "unused").process(body("{\"size\":7,\"taskToken\":\"" + token + "\"}", 1));
        pause();
        processor((order, task) -> "x".repeat(300_000)).process(delivery(1));

        assertThat(readings())
                .contains(
                        "tasktoken.received {receive=first} 3",
                        "tasktoken.handled {} 2",
                        "tasktoken.settled {answer=accepted, outcome=failed, reason=handler} 1",
                        "tasktoken.settled {answer=accepted, outcome=failed, reason=InvalidPayload} 1",
                        "tasktoken.settled {answer=accepted, outcome=failed, reason=OutputTooLarge} 1");
    }

    @Test
    void returnsWhatTheServiceSaidToAnAnswer() {
        processor((order, task) -> {
                    stop();
                    return "too late";
                })
                .process(delivery(1));
        pause();
        stepFunctions
                .faults()
                .inject(Fault.cutAfter().operations("SendTaskSuccess").times(1));
        processor((order, task) -> "lost response").process(delivery(1));

        assertThat(readings())
                .contains(
                        "tasktoken.settled {answer=already_closed, outcome=succeeded, reason=none} 1",
                        "tasktoken.settled {answer=unconfirmed, outcome=succeeded, reason=none} 1");
    }

    @Test
    void countsRedeliveriesWhoseHandlersDidNotRun() {
        CallbackProcessor<Order> processor = processor((order, task) -> "done");

        processor.process(delivery(1));
        processor.process(delivery(2));
        processor.process(Delivery.of(message()));

        assertThat(readings())
                .contains(
                        "tasktoken.received {receive=first} 1",
                        "tasktoken.received {receive=repeated} 1",
                        "tasktoken.received {receive=unknown} 1",
                        "tasktoken.handled {} 1",
                        "tasktoken.settled {answer=none, outcome=already_closed, reason=none} 2");
    }

    @Test
    void countsWhatIsDeferred() {
        processor((order, task) -> {
                    task.defer();
                    return "ignored";
                })
                .process(delivery(1));

        assertThat(readings()).contains("tasktoken.settled {answer=none, outcome=deferred, reason=none} 1");
    }

    @Test
    void reportsWhyDeliveriesAreRedelivered() {
        processor((order, task) -> {
                    throw new RedeliveryRequestedException("not now");
                })
                .process(delivery(1));
        processor((order, task) -> {
                    throw new AssertionError("broken");
                })
                .process(delivery(1));
        processor((order, task) -> {
                    throw new InterruptedException("stopped");
                })
                .process(delivery(1));
        assertThat(Thread.interrupted()).isTrue();
        stepFunctions.faults().inject(Fault.accessDenied().operations("SendTaskSuccess"));
        processor((order, task) -> "done").process(delivery(1));
        processor((order, task) -> "unused").process(body("{\"number\":7}", 1));

        assertThat(readings())
                .contains(
                        "tasktoken.received {receive=first} 4",
                        "tasktoken.settled {answer=none, outcome=redelivered, reason=RedeliveryRequestedException} 1",
                        "tasktoken.settled {answer=none, outcome=redelivered, reason=Error} 1",
                        "tasktoken.settled {answer=none, outcome=redelivered, reason=other} 1",
                        "tasktoken.settled {answer=none, outcome=redelivered, reason=AnswerNotPermittedException} 1",
                        "tasktoken.settled {answer=none, outcome=redelivered, reason=TokenNotFoundException} 1");
    }

    @Test
    void countsTasksThatAreClosedOrMayBeLostWhileTheirHandlersRun() {
        CountDownLatch closed = new CountDownLatch(1);
        builder((order, task) -> {
                    stop();
                    task.heartbeat();
                    closed.await();
                    return "unused";
                })
                .listener(awaitingLoss(closed))
                .build()
                .process(delivery(1));
        pause();
        stepFunctions.faults().inject(Fault.accessDenied().operations("SendTaskHeartbeat"));
        CountDownLatch lost = new CountDownLatch(1);
        builder((order, task) -> {
                    lost.await();
                    return "done";
                })
                .listener(awaitingLoss(lost))
                .heartbeatEvery(Duration.ofMillis(100))
                .heartbeatTimeout(Duration.ofMillis(200))
                .build()
                .process(delivery(1));

        assertThat(readings())
                .contains(
                        "tasktoken.heartbeat.lost {status=closed} 1",
                        "tasktoken.heartbeat.lost {status=unknown} 1",
                        "tasktoken.settled {answer=none, outcome=already_closed, reason=none} 1",
                        "tasktoken.settled {answer=accepted, outcome=succeeded, reason=none} 1");
    }

    @Test
    void hasFewTagsWhateverHandlersThrowAndNoneThatNamesATask() {
        List<String> secrets = Stream.generate(this::failByItsOwnName)
                .limit(20)
                .flatMap(List::stream)
                .toList();

        assertThat(readings())
                .containsExactlyInAnyOrder(
                        "tasktoken.received {receive=first} 20",
                        "tasktoken.handled {} 20",
                        "tasktoken.settled {answer=accepted, outcome=failed, reason=handler} 20");
        assertThat(registry.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().toString()).doesNotContain(secrets));
    }

    @Test
    void addsTheCallersTagsToEveryMeter() {
        CallbackProcessor<Order> processor = CallbackProcessor.builder(responder, Order.class)
                .handler(order -> ship(order))
                .listener(CallbackMeters.of(registry, Tags.of("queue", "orders")))
                .build();

        processor.process(delivery(1));

        assertThat(readings())
                .containsExactlyInAnyOrder(
                        "tasktoken.received {queue=orders, receive=first} 1",
                        "tasktoken.handled {queue=orders} 1",
                        "tasktoken.settled {answer=accepted, outcome=succeeded, queue=orders, reason=none} 1");
    }

    @Test
    void itsOwnTagsGoBeforeTheCallersAndListenersShareTheirMeters() {
        CallbackMeters one = CallbackMeters.of(registry, Tags.of("outcome", "mine"));
        CallbackMeters another = CallbackMeters.of(registry, Tags.of("outcome", "mine"));

        builder((order, task) -> "done").listener(one).listener(another).build().process(delivery(1));

        assertThat(readings())
                .contains(
                        "tasktoken.received {outcome=mine, receive=first} 2",
                        "tasktoken.settled {answer=accepted, outcome=succeeded, reason=none} 3");
    }

    private static String ship(Order order) {
        return "shipped " + order.number();
    }

    /** A new name each time; returns all that no tag may hold. */
    private List<String> failByItsOwnName() {
        pause();
        String name = "OutOf" + token.substring(30, 60);
        processor((order, task) -> {
                    throw new TaskFailureException(name, "cause");
                })
                .process(delivery(1));
        return List.of(name, token, TaskToken.of(token).fingerprint(), "message-1", execution.arn());
    }

    private CallbackProcessor<Order> processor(TaskHandler<Order> handler) {
        return builder(handler).build();
    }

    private CallbackProcessor.Builder<Order> builder(TaskHandler<Order> handler) {
        return CallbackProcessor.builder(responder, Order.class)
                .duplicateCheck(DuplicateCheck.NEVER)
                .handler(handler)
                .listener(meters);
    }

    /** A listener after the meters, so these have counted when it is notified. */
    private static CallbackListener awaitingLoss(CountDownLatch lost) {
        return new CallbackListener() {
            @Override
            public void heartbeatLost(CallbackEvent event, TaskStatus status) {
                lost.countDown();
            }
        };
    }

    /** The next task that waits. */
    private void pause() {
        execution = stepFunctions.startExecution(machine, "{}");
        token = execution.awaitOpenTask();
    }

    private void stop() {
        stepFunctions.client().stopExecution(e -> e.executionArn(execution.arn()));
    }

    private Delivery delivery(int receiveCount) {
        return body(message(), receiveCount);
    }

    private String message() {
        return "{\"number\":7,\"taskToken\":\"" + token + "\"}";
    }

    private static Delivery body(String body, int receiveCount) {
        return Delivery.builder(body).id("message-1").receiveCount(receiveCount).build();
    }

    /** Name, tags and count of each meter. */
    private List<String> readings() {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getName() + " " + tags(meter) + " " + count(meter))
                .toList();
    }

    private static String tags(Meter meter) {
        return meter.getId().getTags().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .sorted()
                .toList()
                .toString()
                .replace('[', '{')
                .replace(']', '}');
    }

    /** A timer's first measurement is its count, too. */
    private static long count(Meter meter) {
        return (long) meter.measure().iterator().next().getValue();
    }
}

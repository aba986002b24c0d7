package dev.tasktoken.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.Responders;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.Tokens;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.ManualTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.BasicMDCAdapter;

class CallbackListenerTest {
    private static final String A = Tokens.number(1);
    private static final String FINGERPRINT = TaskToken.of(A).fingerprint();

    private final FakeSfn stepFunctions = new FakeSfn();
    private final TokenResponder responder =
            TokenResponder.builder().client(stepFunctions).build();
    private final List<String> events = new CopyOnWriteArrayList<>();

    /** Records its events. */
    private final class Noting implements CallbackListener {
        @Override
        public void received(CallbackEvent event) {
            events.add("received " + event.deliveryId() + " " + event.fingerprint());
        }

        @Override
        public void handled(CallbackEvent event, Duration took) {
            events.add("handled " + event.fingerprint() + (took.isNegative() ? " backwards" : ""));
        }

        @Override
        public void heartbeatLost(CallbackEvent event, TaskStatus status) {
            events.add("lost " + event.fingerprint() + " " + status);
        }

        @Override
        public void settled(CallbackEvent event, Settlement settlement, Duration took) {
            events.add("settled " + event.fingerprint() + " "
                    + settlement.getClass().getSimpleName());
        }
    }

    /** Throws at everything. */
    private static final class Broken implements CallbackListener {
        @Override
        public void received(CallbackEvent event) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void settled(CallbackEvent event, Settlement settlement, Duration took) {
            throw new IllegalStateException("broken");
        }
    }

    private CallbackProcessor.Builder<JsonNode> builder() {
        return CallbackProcessor.builder(responder, JsonNode.class)
                .handler(payload -> "done")
                .listener(new Noting());
    }

    private static Delivery delivery(String body) {
        return Delivery.builder(body).id("m-1").build();
    }

    @Test
    void reportsHowADeliveryIsSettled() {
        builder().build().process(delivery("{\"taskToken\":\"" + A + "\"}"));

        assertThat(events)
                .containsExactly(
                        "received m-1 " + FINGERPRINT,
                        "handled " + FINGERPRINT,
                        "settled " + FINGERPRINT + " Succeeded");
    }

    @Test
    void reportsHowLongTheHandlerAndTheDeliveryTook() {
        ManualTimer timer = new ManualTimer();
        timer.advance(Duration.ofSeconds(100));
        List<Duration> times = new CopyOnWriteArrayList<>();
        CallbackProcessor<JsonNode> processor = CallbackProcessor.builder(responder, JsonNode.class)
                .scheduler(timer, Runnable::run, Responders.heartbeats(timer, Runnable::run))
                .binding(envelope -> {
                    timer.advance(Duration.ofSeconds(1));
                    return NullNode.getInstance();
                })
                .handler(payload -> {
                    timer.advance(Duration.ofSeconds(2));
                    return "done";
                })
                .listener(new CallbackListener() {
                    @Override
                    public void handled(CallbackEvent event, Duration took) {
                        times.add(took);
                    }

                    @Override
                    public void settled(CallbackEvent event, Settlement settlement, Duration took) {
                        times.add(took);
                    }
                })
                .build();

        processor.process(delivery("{\"taskToken\":\"" + A + "\"}"));

        assertThat(times).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void reportsOfADeliveryWithoutTokenOnlyThatItIsRedelivered() {
        builder().build().process(delivery("{}"));

        assertThat(events).containsExactly("settled  Redeliver");
    }

    @Test
    void reportsNoHandlerOfAPayloadThatDoesNotBind() {
        CallbackProcessor.builder(responder, Integer.class)
                .handler(payload -> "done")
                .listener(new Noting())
                .build()
                .process(delivery("{\"taskToken\":\"" + A + "\"}"));

        assertThat(events).containsExactly("received m-1 " + FINGERPRINT, "settled " + FINGERPRINT + " Failed");
    }

    @Test
    void reportsThatAHeartbeatFoundTheTaskClosed() throws InterruptedException {
        CountDownLatch heard = new CountDownLatch(1);
        CallbackProcessor<JsonNode> processor = CallbackProcessor.builder(responder, JsonNode.class)
                .handler((payload, task) -> {
                    stepFunctions.says(FakeSfn.closedTask(1));
                    task.heartbeat();
                    heard.await();
                    return "late";
                })
                .listener(new Noting())
                .listener(new CallbackListener() {
                    @Override
                    public void heartbeatLost(CallbackEvent event, TaskStatus status) {
                        heard.countDown();
                    }
                })
                .build();

        processor.process(delivery("{\"taskToken\":\"" + A + "\"}"));

        assertThat(events)
                .contains("lost " + FINGERPRINT + " CLOSED")
                .endsWith("settled " + FINGERPRINT + " AlreadyClosed");
    }

    @Test
    void goesOnWhenAListenerThrows() {
        Settlement settlement = builder()
                .listener(new Broken())
                .listener(new Noting())
                .build()
                .process(delivery("{\"taskToken\":\"" + A + "\"}"));

        assertThat(settlement.isAcknowledged()).isTrue();
        assertThat(events).filteredOn(line -> line.startsWith("settled")).hasSize(2);
    }

    /** The tests' own logging has no context to look into; this is what goes there. */
    @Test
    void namesTaskExecutionAndStateForLogLines() {
        CallbackEnvelope passedOn = CallbackReader.standard()
                .read("{\"ExecutionContext\":{\"Execution\":{\"Id\":\"arn:x\\ny\"},\"State\":{\"Name\":\"Charge\"},"
                        + "\"Task\":{\"Token\":\"" + A + "\"}},\"order\":7}");
        CallbackEnvelope plain = CallbackReader.standard().read("{\"taskToken\":\"" + A + "\"}");

        assertThat(TaskLogging.keys(passedOn))
                .containsOnly(
                        Map.entry("tasktoken.task", FINGERPRINT),
                        Map.entry("tasktoken.execution", "arn:x?y"),
                        Map.entry("tasktoken.state", "Charge"));
        assertThat(TaskLogging.keys(plain)).containsOnly(Map.entry("tasktoken.task", FINGERPRINT));
    }

    @Test
    void namesTheTaskInLogLinesOnlyWhileItIsProcessed() {
        BasicMDCAdapter context = new BasicMDCAdapter();
        context.put("tasktoken.state", "Outer");
        context.put("request", "r-1");

        TaskLogging logging =
                TaskLogging.begin(CallbackReader.standard().read("{\"taskToken\":\"" + A + "\"}"), context);
        Map<String, String> during = context.getCopyOfContextMap();
        logging.end();

        assertThat(during).containsOnly(Map.entry("tasktoken.task", FINGERPRINT), Map.entry("request", "r-1"));
        assertThat(context.getCopyOfContextMap())
                .containsOnly(Map.entry("tasktoken.state", "Outer"), Map.entry("request", "r-1"));
    }

    @Test
    void namesNoExecutionButTheTokensOwn() {
        CallbackEnvelope beside = CallbackReader.standard()
                .read("{\"taskToken\":\"" + A + "\",\"data\":{\"parentContext\":{\"Execution\":{\"Id\":\"arn:parent\"},"
                        + "\"State\":{\"Name\":\"S\"},\"Task\":{\"Token\":\"" + Tokens.number(2) + "\"}}}}");
        CallbackEnvelope leaking = CallbackReader.standard()
                .read("{\"ctx\":{\"Execution\":{\"Id\":\"" + A + "\"},\"Task\":{\"Token\":\"" + A + "\"}}}");

        assertThat(TaskLogging.keys(beside)).containsOnlyKeys("tasktoken.task");
        assertThat(TaskLogging.keys(leaking)).containsOnlyKeys("tasktoken.task");
    }

    @Test
    void revokesTheTokenBeforeAnyListenerIsNotified() {
        ManualTimer timer = new ManualTimer();
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        List<Throwable> late = new CopyOnWriteArrayList<>();
        CountDownLatch events = new CountDownLatch(1);
        CountDownLatch tried = new CountDownLatch(1);
        CallbackProcessor<JsonNode> processor = CallbackProcessor.builder(responder, JsonNode.class)
                .clock(() -> now.plusNanos(timer.nanos()), wait -> timer.advance(wait))
                .scheduler(timer, Runnable::run, Responders.heartbeats(timer, Runnable::run))
                .handler((payload, task) -> {
                    timer.advance(Duration.ofMinutes(1));
                    awaitIgnoringInterrupts(events);
                    try {
                        responder.succeed(task, "late");
                    } catch (RuntimeException e) {
                        late.add(e);
                    } finally {
                        tried.countDown();
                    }
                    return null;
                })
                .listener(new CallbackListener() {
                    @Override
                    public void handled(CallbackEvent event, Duration took) {
                        events.countDown();
                        awaitIgnoringInterrupts(tried);
                    }
                })
                .build();

        processor.process(Delivery.builder("{\"taskToken\":\"" + A + "\"}")
                .deadline(now.plusSeconds(60))
                .build());

        assertThat(late).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(stepFunctions.successes).isEmpty();
    }

    private static void awaitIgnoringInterrupts(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.onSpinWait();
            }
        }
    }
}

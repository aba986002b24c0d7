package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CallbackListenerTest {
    private static final String A = Tokens.number(1);
    private static final String FINGERPRINT = TaskToken.of(A).fingerprint();

    private final FakeSfn stepFunctions = new FakeSfn();
    private final TokenResponder responder =
            TokenResponder.builder().client(stepFunctions).build();
    private final List<String> told = new CopyOnWriteArrayList<>();

    /** Writes down what it is told. */
    private final class Noting implements CallbackListener {
        @Override
        public void received(Delivery delivery, String fingerprint) {
            told.add("received " + delivery.id() + " " + fingerprint);
        }

        @Override
        public void worked(Delivery delivery, String fingerprint, Duration took) {
            told.add("worked " + fingerprint + (took.isNegative() ? " backwards" : ""));
        }

        @Override
        public void heartbeatLost(Delivery delivery, String fingerprint, TaskStatus status) {
            told.add("lost " + fingerprint + " " + status);
        }

        @Override
        public void settled(Delivery delivery, String fingerprint, Settlement settlement, Duration took) {
            told.add("settled " + fingerprint + " " + settlement.getClass().getSimpleName());
        }
    }

    /** Throws at everything. */
    private static final class Broken implements CallbackListener {
        @Override
        public void received(Delivery delivery, String fingerprint) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void settled(Delivery delivery, String fingerprint, Settlement settlement, Duration took) {
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
    void tellsWhatBecomesOfADelivery() {
        builder().build().process(delivery("{\"taskToken\":\"" + A + "\"}"));

        assertThat(told)
                .containsExactly(
                        "received m-1 " + FINGERPRINT,
                        "worked " + FINGERPRINT,
                        "settled " + FINGERPRINT + " Succeeded");
    }

    @Test
    void tellsOfADeliveryWithoutTokenOnlyThatItComesAgain() {
        builder().build().process(delivery("{}"));

        assertThat(told).containsExactly("settled  Again");
    }

    @Test
    void tellsThatAHeartbeatFoundTheTaskClosed() throws InterruptedException {
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
                    public void heartbeatLost(Delivery delivery, String fingerprint, TaskStatus status) {
                        heard.countDown();
                    }
                })
                .build();

        processor.process(delivery("{\"taskToken\":\"" + A + "\"}"));

        assertThat(told)
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

        assertThat(settlement.isSettled()).isTrue();
        assertThat(told).filteredOn(line -> line.startsWith("settled")).hasSize(2);
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
}

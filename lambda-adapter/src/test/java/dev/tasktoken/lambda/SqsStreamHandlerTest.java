package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.testkit.DeliveryShape;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqsStreamHandlerTest {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String QUEUE = "arn:aws:sqs:eu-central-1:123456789012:orders";

    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final TokenResponder responder =
            TokenResponder.builder().client(stepFunctions.client()).build();
    private final List<Integer> handled = new ArrayList<>();

    /** What a user writes. */
    private static final class Function extends SqsStreamHandler {
        Function(CallbackProcessor<?> processor) {
            super(processor);
        }

        Function(CallbackProcessor<?> processor, Executor executor) {
            super(processor, executor);
        }
    }

    private CallbackProcessor<Orders.Order> processor() {
        return CallbackProcessor.of(responder, Orders.Order.class, order -> {
            handled.add(order.number());
            return order.number();
        });
    }

    private static ObjectNode record(String id, String body, String queue) {
        ObjectNode record = JSON.createObjectNode();
        record.put("messageId", id).put("receiptHandle", "r-" + id).put("body", body);
        record.putObject("attributes").put("ApproximateReceiveCount", "1").put("SenderId", "AROAEXAMPLE");
        record.putObject("messageAttributes");
        record.put("md5OfBody", "e4e68fb7bd0e697a0ae8f1bb342846b3").put("eventSource", "aws:sqs");
        return record.put("eventSourceARN", queue).put("awsRegion", "eu-central-1");
    }

    private static ObjectNode numbered(int number) {
        return record("m-" + number, Orders.body(number), QUEUE);
    }

    private static ObjectNode grouped(int number, String body, String group) {
        ObjectNode record = record("m-" + number, body, QUEUE + ".fifo");
        record.withObjectProperty("attributes").put("MessageGroupId", group);
        return record;
    }

    private static String event(ObjectNode... records) {
        ArrayNode array = JSON.createArrayNode();
        array.addAll(List.of(records));
        return JSON.createObjectNode().set("Records", array).toString();
    }

    private static String response(SqsStreamHandler function, String event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        function.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, LambdaContext.of("orders"));
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void answersTheTasksAndListsNothing() throws IOException {
        String response = response(new Function(processor()), event(numbered(1), numbered(2)));

        assertThat(response).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(handled).containsExactly(1, 2);
        assertThat(stepFunctions.answers()).hasSize(2);
    }

    @Test
    void listsTheRecordsThatMustBeRedelivered() throws IOException {
        String response = response(
                new Function(processor()),
                event(record("bad \"1\"", "not JSON", QUEUE), numbered(2), record("bad 2", "{}", QUEUE)));

        assertThat(response)
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"bad \\\"1\\\"\"},"
                        + "{\"itemIdentifier\":\"bad 2\"}]}");
        assertThat(handled).containsExactly(2);
    }

    @Test
    void failsTheLaterRecordsOfAFifoGroupWithTheFirst() throws IOException {
        String response = response(
                new Function(processor()),
                event(grouped(1, "not JSON", "a"), grouped(2, Orders.body(2), "a"), grouped(3, Orders.body(3), "b")));

        assertThat(response).contains("m-1", "m-2").doesNotContain("m-3");
        assertThat(handled).containsExactly(3);
    }

    @Test
    void runsHandlersInParallelWithAnExecutor() throws IOException {
        CyclicBarrier allAtOnce = new CyclicBarrier(3);
        CallbackProcessor<Orders.Order> meeting = CallbackProcessor.of(responder, Orders.Order.class, order -> {
            return allAtOnce.await() >= 0;
        });
        ExecutorService threads = Executors.newFixedThreadPool(3);

        try {
            String response = response(new Function(meeting, threads), event(numbered(1), numbered(2), numbered(3)));

            assertThat(response).isEqualTo("{\"batchItemFailures\":[]}");
        } finally {
            threads.shutdown();
        }
        assertThat(stepFunctions.answers()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("dev.tasktoken.testkit.DeliveryKit#readable")
    void readsEveryShapeOfTheKit(DeliveryShape shape) throws IOException {
        ObjectNode record = record("m-1", shape.body(), QUEUE);
        shape.attributes()
                .forEach((name, value) -> record.withObjectProperty("messageAttributes")
                        .putObject(name)
                        .put("stringValue", value)
                        .put("dataType", "String"));
        List<SqsRecord> records =
                SqsEventCodec.records(new ByteArrayInputStream(event(record).getBytes(StandardCharsets.UTF_8)));

        shape.check(any -> CallbackReader.standard().read(records.get(0).delivery(null)));
    }

    @Test
    void readsReceiveCountAndDeadline() throws IOException {
        ObjectNode record = numbered(1);
        record.withObjectProperty("attributes").put("ApproximateReceiveCount", "3");
        Instant end = Instant.parse("2026-01-01T00:00:00Z");

        Delivery delivery = SqsEventCodec.records(
                        new ByteArrayInputStream(event(record).getBytes(StandardCharsets.UTF_8)))
                .get(0)
                .delivery(end);

        assertThat(delivery.receiveCount()).hasValue(3);
        assertThat(delivery.deadline()).contains(end);
        assertThat(delivery.id()).isEqualTo("m-1");
    }

    @Test
    void hasNothingToDoWithoutRecords() throws IOException {
        assertThat(response(new Function(processor()), "{\"Records\":[]}")).isEqualTo("{\"batchItemFailures\":[]}");
    }

    @Test
    void doesTheOtherRecordsWhenOneIsNone() {
        String event = event(numbered(1)).replace("]}", ",null]}");

        assertThatThrownBy(() -> response(new Function(processor()), event)).isInstanceOf(IllegalStateException.class);
        assertThat(handled).containsExactly(1);
    }

    @Test
    void readsAroundFieldsOfAnotherType() throws IOException {
        String odd = "{\"x\":[{}],\"Records\":[{\"messageId\":{\"a\":1},\"body\":[1],\"attributes\":[{}],"
                + "\"messageAttributes\":{\"a\":1,\"b\":{\"stringValue\":7,\"c\":{}}},\"eventSourceARN\":null}]}";

        assertThatThrownBy(() -> response(new Function(processor()), odd))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("message id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "[]",
                "{}",
                "{\"Records\":{}}",
                "{\"Records\":[]} garbage {",
                "{\"detail\":{}}",
                "{\"Records\":[{\"body\":\"<A>\"",
                "{\"Records\" \"<A>\""
            })
    void refusesWhatIsNoEventWithoutQuotingIt(String event) {
        String token = TestTokens.numbered(1);

        assertThatThrownBy(() -> response(new Function(processor()), event.replace("<A>", token)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("event")
                .hasMessageNotContaining(token)
                .hasNoCause();
    }

    @Test
    void leavesTheStreamsOpen() throws IOException {
        InputStream input =
                new FilterInputStream(
                        new ByteArrayInputStream(event(numbered(1)).getBytes(StandardCharsets.UTF_8))) {
                    @Override
                    public void close() {
                        throw new AssertionError("closed");
                    }
                };
        ByteArrayOutputStream output = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };

        new Function(processor()).handleRequest(input, output, null);

        assertThat(output.toString(StandardCharsets.UTF_8)).contains("batchItemFailures");
    }

    @Test
    void leavesNothingOfItsResponseInABuffer() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        InputStream event = new ByteArrayInputStream(event(numbered(1)).getBytes(StandardCharsets.UTF_8));

        new Function(processor()).handleRequest(event, new BufferedOutputStream(output), null);

        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("{\"batchItemFailures\":[]}");
    }
}

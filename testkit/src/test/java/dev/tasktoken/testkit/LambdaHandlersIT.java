package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.joda.time.DateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handlers of Lambda's own types, registered as they are. */
class LambdaHandlersIT {
    private final Workbench bench = Workbench.start();
    private final LocalFunctions functions = bench.stepFunctions.functions();

    @AfterEach
    void close() {
        bench.close();
    }

    record Sum(String orderId, int cents) {}

    static final class Order {
        private int cents;

        public int getCents() {
            return cents;
        }

        public void setCents(int cents) {
            this.cents = cents;
        }
    }

    /** Fails every message that was received before. */
    static final class QueueHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
        @Override
        public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
            return new SQSBatchResponse(event.getRecords().stream()
                    .filter(record -> !"1".equals(record.getAttributes().get("ApproximateReceiveCount")))
                    .map(record -> new SQSBatchResponse.BatchItemFailure(record.getMessageId()))
                    .toList());
        }
    }

    static final class TopicHandler implements RequestHandler<SNSEvent, Void> {
        final Queue<SNSEvent.SNS> seen = new ConcurrentLinkedQueue<>();

        @Override
        @SuppressWarnings("NullAway") // Lambda's way to return nothing
        public Void handleRequest(SNSEvent event, Context context) {
            event.getRecords().forEach(record -> seen.add(record.getSNS()));
            return null;
        }
    }

    static final class StreamHandler implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            output.write('[');
            input.transferTo(output);
            output.write(']');
        }
    }

    static final class SumHandler implements RequestHandler<List<Order>, Sum> {
        @Override
        public Sum handleRequest(List<Order> orders, Context context) {
            return new Sum("sum", orders.stream().mapToInt(Order::getCents).sum());
        }
    }

    static final class MapHandler implements RequestHandler<Map<String, Object>, Map<String, ?>> {
        @Override
        public Map<String, ?> handleRequest(Map<String, Object> event, Context context) {
            return Map.of("type", event.getClass().getName(), "n", event.getOrDefault("n", "none"));
        }
    }

    @Test
    void aQueuesEventIsReadAndItsResponseWritten() {
        functions.register("charge", new QueueHandler());
        String event = Deliveries.sqs(TestTokens.numbered(1), Map.of())
                .messageId("m-1")
                .event(Deliveries.sqs(TestTokens.numbered(2), Map.of())
                        .messageId("m-2")
                        .receiveCount(2));

        assertThat(functions.invoke("charge", event))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-2\"}]}");
    }

    @Test
    void aTopicInvokesAHandlerOfItsEvent() {
        TopicHandler handler = new TopicHandler();
        functions.register("notify", handler);
        bench.stepFunctions.topics().subscribeFunction(bench.topicArn, "notify");

        bench.runWaiting("\"End\": true");
        bench.advance(0);

        assertThat(handler.seen).hasSize(1);
        assertThat(handler.seen).allSatisfy(notification -> {
            assertThat(notification.getTopicArn()).isEqualTo(bench.topicArn);
            assertThat(notification.getMessage().contains("\"token\"")).isTrue();
            assertThat(notification.getTimestamp().isAfter(DateTime.parse("2020-01-01")))
                    .isTrue();
        });
        assertThat(functions.invoke("notify", "{\"Records\": []}")).isEqualTo("null");
    }

    @Test
    void aStreamHandlerReadsAndWritesBytes() {
        String arn = functions.register("wrap", new StreamHandler());

        LocalExecution ended = bench.ended(bench.run(
                Definitions.of("\"Type\": \"Task\", \"Resource\": \"" + arn + "\", \"End\": true"), "{\"ü\": 1.50}"));

        assertThat(ended.output()).contains("[{\"ü\":1.50}]");
    }

    @Test
    void aMapAndAListOfObjectsAreEventsAndARecordIsAResult() {
        functions.register("map", new MapHandler());
        functions.register("sum", new SumHandler());

        assertThat(functions.invoke("map", "{\"n\": [1]}"))
                .contains("\"type\":\"java.util.LinkedHashMap\"", "\"n\":[1]");
        assertThat(functions.invoke("sum", "[{\"orderId\": \"1\", \"cents\": 3, \"more\": true}, {\"cents\": 4}]"))
                .isEqualTo("{\"orderId\":\"sum\",\"cents\":7}");
    }

    @Test
    void aTextIsAJsonString() {
        functions.register("shout", (name, context) -> name + "!", String.class);

        assertThat(functions.invoke("shout", "\"a\\\"b\"")).isEqualTo("\"a\\\"b!\"");
    }

    @Test
    void aLambdaNeedsTheClassOfItsEvent() {
        RequestHandler<SQSEvent, Integer> handler =
                (event, context) -> event.getRecords().size();

        assertThatThrownBy(() -> functions.register("count", handler))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SQSEvent.class");

        functions.register("count", handler, SQSEvent.class);
        assertThat(functions.invoke(
                        "count",
                        Deliveries.sqs(TestTokens.numbered(1), Map.of()).event()))
                .isEqualTo("1");
    }

    @Test
    void whatAHandlerThrowsIsTheStatesError() {
        String arn = functions.register(
                "refuse",
                (order, context) -> {
                    throw new IllegalStateException("no");
                },
                Order.class);

        LocalExecution ended = bench.ended(
                bench.run(Definitions.of("\"Type\": \"Task\", \"Resource\": \"" + arn + "\", \"End\": true"), "{}"));

        assertThat(ended.error()).contains("java.lang.IllegalStateException");
        assertThat(ended.cause().orElseThrow()).contains("\"errorMessage\":\"no\"");
    }

    @Test
    void anEventThatDoesNotFitFailsAsInLambdaAndIsNotQuoted() {
        String arn = functions.register("sum", new SumHandler());

        LocalExecution ended = bench.ended(bench.run(
                Definitions.of("\"Type\": \"Task\", \"Resource\": \"" + arn + "\", \"End\": true"),
                "[\"secret-of-mine\"]"));

        assertThat(ended.error()).contains("java.lang.RuntimeException");
        assertThat(ended.cause().orElseThrow())
                .contains("An error occurred during JSON parsing")
                .doesNotContain("secret-of-mine");
    }

    @Test
    void eachInvocationHasAContextOfItsOwn() {
        Queue<Context> contexts = new ConcurrentLinkedQueue<>();
        try (LocalStepFunctions elsewhere =
                LocalStepFunctions.builder().accountId("210987654321").start()) {
            String arn =
                    elsewhere.functions().register("f", (event, context) -> nothing(contexts.add(context)), Map.class);
            elsewhere.functions().register("s", (input, output, context) -> contexts.add(context));

            elsewhere.functions().invoke("f", "{}");
            elsewhere.functions().invoke("f", "{}");
            elsewhere.functions().invoke("s", "{}");

            assertThat(contexts).extracting(Context::getFunctionName).containsExactly("f", "f", "s");
            assertThat(contexts).extracting(Context::getAwsRequestId).doesNotHaveDuplicates();
            assertThat(contexts.element().getInvokedFunctionArn())
                    .isEqualTo(arn)
                    .contains("210987654321");
            assertThat(contexts.element().getRemainingTimeInMillis()).isPositive();
        }
    }

    private static @Nullable Object nothing(boolean done) {
        return done ? null : "not done";
    }

    @Test
    void invokingSaysWhatWentWrong() {
        functions.register("charge", payload -> {
            throw new IOException("gone");
        });

        assertThatThrownBy(() -> functions.invoke("ship", "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no function ship, but [charge]");
        assertThatThrownBy(() -> functions.invoke("charge", "{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> functions.invoke("charge", "{}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the function charge failed: java.io.IOException")
                .hasRootCauseMessage("gone");
        assertThat(functions.invocations("charge"))
                .extracting(FunctionInvocation::error)
                .hasSize(1);
    }
}

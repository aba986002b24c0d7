package dev.tasktoken.lambda;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.ActiveMQEvent;
import com.amazonaws.services.lambda.runtime.events.CognitoEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import com.amazonaws.services.lambda.runtime.events.RabbitMQEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.UnreadableDeliveryException;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sfn.model.SfnException;

class LambdaPayloadsTest {
    private static final String TOKEN = TestTokens.numbered(1);
    private static final String TEXT = "{\"taskToken\":\"" + TOKEN + "\",\"number\":7}";

    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final TokenResponder responder = stepFunctions.responder();
    private final List<Integer> handled = new ArrayList<>();
    private final CallbackProcessor<Order> processor = CallbackProcessor.of(responder, Order.class, order -> {
        handled.add(order.number());
        return 42;
    });

    record Order(int number) {}

    /** A payload class as people write them for Lambda. */
    public static final class Invoice {
        private @Nullable String taskToken;
        private int number;

        public @Nullable String getTaskToken() {
            return taskToken;
        }

        public void setTaskToken(@Nullable String taskToken) {
            this.taskToken = taskToken;
        }

        public int getNumber() {
            return number;
        }

        public void setNumber(int number) {
            this.number = number;
        }
    }

    private static Invoice invoice() {
        Invoice invoice = new Invoice();
        invoice.setTaskToken(TOKEN);
        invoice.setNumber(7);
        return invoice;
    }

    static Stream<Object> everyForm() throws IOException {
        return Stream.of(
                TEXT,
                TEXT.getBytes(StandardCharsets.UTF_8),
                new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8)),
                Map.<String, Object>of("taskToken", TOKEN, "number", 7),
                Carries.JSON.readTree(TEXT),
                invoice(),
                new Parameters(TOKEN, 7));
    }

    record Parameters(String taskToken, int number) {}

    @ParameterizedTest
    @MethodSource("everyForm")
    void takesWhateverAHandlerIsDeclaredWith(Object payload) {
        Settlement settlement = LambdaPayloads.process(payload, null, processor);

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(handled).containsExactly(7);
        assertThat(stepFunctions.answers()).hasSize(1);
        assertThat(stepFunctions.task(TOKEN)).succeeded().withOutput("42");
    }

    @Test
    void readsWithTheCallersReader() {
        Map<String, Object> payload = Map.<String, Object>of("resume", TOKEN, "input", Map.of("number", 7));
        CallbackReader reader =
                CallbackReader.builder().tokenAt("/resume").payloadAt("/input").build();

        assertThat(LambdaPayloads.read(payload, reader).payload(Order.class)).isEqualTo(new Order(7));
    }

    @Test
    void asksBeforeTheHandlerRunsWhetherTheTaskIsOpenBecauseAPayloadCanComeTwice() {
        LambdaPayloads.process(TEXT, null, processor);
        Settlement second = LambdaPayloads.process(TEXT, null, secondFunction());

        assertThat(second).isEqualTo(new Settlement.AlreadyClosed());
        assertThat(handled).containsExactly(7);
        assertThat(stepFunctions.heartbeats()).isEqualTo(1);
    }

    /** Another instance of the function, which remembers nothing of the first. */
    private CallbackProcessor<Order> secondFunction() {
        return CallbackProcessor.of(responder, Order.class, order -> handled.add(order.number()));
    }

    @Test
    void returnsWhenTheHandlerThrewBecauseTheTaskWasFailedAndTheFunctionMustNotBe() {
        CallbackProcessor<Order> declining = CallbackProcessor.of(responder, Order.class, order -> {
            throw new IllegalStateException("declined");
        });

        Settlement settlement = LambdaPayloads.process(TEXT, null, declining);

        assertThat(settlement)
                .isEqualTo(new Settlement.Failed(IllegalStateException.class.getName(), AnswerOutcome.ACCEPTED));
    }

    @Test
    void failsTheFunctionUnderANameThatRetryCanMatchWhenTheHandlerRequestsRedelivery() {
        CallbackProcessor<Order> busy = CallbackProcessor.of(responder, Order.class, order -> {
            throw new RedeliveryRequestedException("the printer is out of paper");
        });

        assertThatThrownBy(() -> LambdaPayloads.process(TEXT, null, busy))
                .isExactlyInstanceOf(RedeliveryRequestedException.class)
                .hasMessageContaining("the printer is out of paper")
                .satisfies(thrown -> assertThat(thrown.getClass().getName())
                        .isEqualTo("dev.tasktoken.processor.RedeliveryRequestedException"));
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void failsTheFunctionWhenTheAnswerIsNotDeliveredAndSendsItOnTheRetryWithoutTheHandler() {
        CallbackProcessor<Order> hasty = CallbackProcessor.builder(responder, Order.class)
                .retryAnswerFor(Duration.ZERO)
                .handler(order -> handled.add(order.number()))
                .build();
        LambdaPayloads.process(Map.<String, Object>of("taskToken", TestTokens.numbered(2), "number", 1), null, hasty);
        refuseAnswers();

        assertThatThrownBy(() -> LambdaPayloads.process(TEXT, null, hasty))
                .isInstanceOf(RedeliveryRequestedException.class)
                .hasMessageContaining("AnswerNotDeliveredException");
        Settlement second = LambdaPayloads.process(TEXT, null, hasty);

        assertThat(second).isInstanceOf(Settlement.Succeeded.class);
        assertThat(handled).containsExactly(1, 7);
    }

    /** The heartbeat before the handler runs is refused, too, which does not stop it. */
    private void refuseAnswers() {
        for (int call = 0; call < 2; call++) {
            stepFunctions.refuseNext(
                    SfnException.builder().statusCode(500).numAttempts(4).build());
        }
    }

    @Test
    void sendsAnAnswerNoLongerThanTheFunctionMayRun() {
        CallbackProcessor<Order> patient = CallbackProcessor.builder(responder, Order.class)
                .retryAnswerFor(Duration.ofHours(12))
                .handler(order -> handled.add(order.number()))
                .build();
        refuseAnswers();

        assertThatThrownBy(() ->
                        LambdaPayloads.process(TEXT, LambdaContext.of("orders").timeout(Duration.ZERO), patient))
                .isInstanceOf(RedeliveryRequestedException.class);
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void givesTheContextsDeadlineAndRequestIdToTheDelivery() {
        Instant before = Instant.now();

        Delivery delivery = Invocation.delivery(
                Delivery.builder("{}"),
                LambdaContext.of("orders").requestId("r-1").timeout(Duration.ofSeconds(60)));

        assertThat(delivery.id()).isEqualTo("r-1");
        assertThat(delivery.deadline().orElseThrow())
                .isBetween(before.plusSeconds(60).minusMillis(1), Instant.now().plusSeconds(60));
        assertThat(delivery.receiveCount()).isEmpty();
        assertThat(Invocation.delivery(
                                Delivery.builder("{}"),
                                LambdaContext.of("orders").requestId(null))
                        .id())
                .isEmpty();
        assertThat(Invocation.delivery(Delivery.builder("{}"), null).deadline()).isEmpty();
    }

    @Test
    void cannotFindATokenInNull() {
        assertThatThrownBy(() -> LambdaPayloads.read(null)).isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> LambdaPayloads.process(null, null, processor))
                .isInstanceOf(RedeliveryRequestedException.class);
        assertThatThrownBy(() -> LambdaPayloads.read(42)).isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> LambdaPayloads.read(new byte[0])).isInstanceOf(UnreadableDeliveryException.class);
    }

    @Test
    void refusesAClassThatHasNoPropertyForTheTokenWithoutShowingIt() {
        assertThatThrownBy(() -> LambdaPayloads.read(new Order(7)))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("[/number]");
    }

    record Dated(String taskToken, Instant at) {}

    @Test
    void refusesAnObjectThatNeedsAModuleAndSaysWhatToDo() {
        assertThatThrownBy(() -> LambdaPayloads.process(new Dated(TOKEN, Instant.EPOCH), null, processor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Dated.class.getName())
                .hasMessageContaining("valueToTree")
                .hasMessageNotContaining(TestTokens.PREFIX)
                .hasNoCause();
    }

    /** As it does a tree of Jackson 3: their properties are not what they hold. */
    @Test
    void refusesAnObjectThatStandsForAValue() {
        Map<String, Object> unfinished = Map.of("taskToken", TOKEN, "order", CompletableFuture.completedFuture(7));

        assertThatThrownBy(() -> LambdaPayloads.read(unfinished))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at 'order'")
                .hasMessageContaining("not a result")
                .hasMessageNotContaining(TestTokens.PREFIX);
    }

    @Test
    void refusesAMapThatContainsItself() {
        Map<String, Object> endless = new LinkedHashMap<>();
        endless.put("taskToken", TOKEN);
        endless.put("self", endless);

        assertThatThrownBy(() -> LambdaPayloads.read(endless)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsAStreamNoFurtherThanLambdasPayloadsAreLong() {
        Endless endless = new Endless();

        assertThatThrownBy(() -> LambdaPayloads.read(endless))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7340032 bytes");
        assertThat(endless.read).isEqualTo(DirectPayload.LONGEST_STREAM + 1L);
        assertThat(endless.closed).isFalse();
    }

    @Test
    void takesAStreamOfSixMebibytes() {
        String head = "{\"taskToken\":\"" + TOKEN + "\",\"note\":\"";
        String payload = head + "x".repeat(6 * 1024 * 1024 - head.length() - 2) + "\"}";

        CallbackEnvelope envelope =
                LambdaPayloads.read(new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)));

        assertThat(envelope.taskToken().value()).isEqualTo(TOKEN);
    }

    @Test
    void saysThatAStreamBrokeOff() {
        InputStream broken = new BrokenStream();

        assertThatThrownBy(() -> LambdaPayloads.process(broken, null, processor))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("reset");
    }

    /** Has no end, and counts what was read of it. */
    private static final class Endless extends InputStream {
        private long read;
        private boolean closed;

        @Override
        public int read() {
            read++;
            return ' ';
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            Arrays.fill(into, offset, offset + length, (byte) ' ');
            read += length;
            return length;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"Records":[{"eventSource":"aws:sqs","body":"{}"}]}                | SqsEvents
                    {"Records":[{"EventSource":"aws:sns","Sns":{"Message":"{}"}}]}     | SnsEvents
                    {"Records":[{"eventSource":"aws:s3","s3":{}}]}                     | record by record
                    {"Records":[]}                                                    | record by record
                    {"version":"2.0","requestContext":{},"isBase64Encoded":false}      | ApiGatewayEvents
                    [{"eventSource":"aws:sqs","body":"{\\"taskToken\\":\\"T\\"}"}]       | several records
                    [{"taskToken":"T"},{"taskToken":"U"}]                             | element by element
                    ["{\\"taskToken\\":\\"T\\"}","{}"]                                    | several records
                    [{"EventSource":"aws:sns","Sns":{"Message":"{}"}}]                 | several records
                    {"Records":[{"eventSource":"aws:dynamodb","dynamodb":{}}]}         | several records
                    {"Records":[{"eventSource":"aws:kinesis","kinesis":{"data":"e30="}}]} | several records
                    {"Records":[{"eventSource":"aws:kinesis","kinesis":{"data":"e30="}}]} | base64
                    {"eventSource":"aws:kafka","records":{"t-0":[{"value":"e30="}]}}   | several records
                    {"eventSource":"SelfManagedKafka","records":{}}                   | base64
                    {"eventSource":"aws:mq","messages":[{"data":"e30="}]}              | several records
                    {"eventSource":"aws:rmq","rmqMessagesByQueue":{"q::/":[{"data":"e30="}]}} | several records
                    {"eventSource":"aws:docdb","events":[{"event":{}}]}                | several records
                    {"invocationId":"i","deliveryStreamArn":"a","records":[{"data":"e30="}]} | several records
                    """)
    void namesTheAdapterThatTakesAnotherServicesEvent(String event, String adapter) {
        assertThatThrownBy(() -> LambdaPayloads.read(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(adapter);
        assertThatThrownBy(() -> LambdaPayloads.process(event, null, processor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(adapter);
    }

    static Stream<Object> eventsOfTheLibrary() {
        return Stream.of(
                new SQSEvent(),
                new SNSEvent(),
                new ScheduledEvent(),
                new APIGatewayV2HTTPEvent(),
                new APIGatewayProxyRequestEvent(),
                new KafkaEvent(),
                new ActiveMQEvent(),
                new RabbitMQEvent(),
                new KinesisEvent(),
                new KinesisFirehoseEvent(),
                new DynamodbEvent(),
                new S3Event(List.of()));
    }

    @ParameterizedTest
    @MethodSource("eventsOfTheLibrary")
    void refusesTheTypesThatHaveAnAdapter(Object event) {
        assertThatThrownBy(() -> LambdaPayloads.process(event, null, processor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Give it to");
    }

    @Test
    void findsNoTokenInATypeThatHasNone() {
        assertThatThrownBy(() -> LambdaPayloads.read(new CognitoEvent())).isInstanceOf(TokenNotFoundException.class);
    }

    @Test
    void leavesAPayloadAloneThatOnlyHasRecords() {
        Map<String, Object> payload = Map.<String, Object>of("Records", "three", "number", 7);
        Map<String, Object> sourced = Map.<String, Object>of("eventSource", "web", "records", List.of(1), "data", "x");

        assertThatThrownBy(() -> LambdaPayloads.read(payload)).isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> LambdaPayloads.read(sourced)).isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> LambdaPayloads.read(Map.of("records", List.of(1))))
                .isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> LambdaPayloads.read("[1,2]")).isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> LambdaPayloads.read("[]")).isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> LambdaPayloads.read(Map.of("eventSource", "aws:s3")))
                .isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> LambdaPayloads.read(Map.<String, Object>of("requestContext", 1)))
                .isInstanceOf(TokenNotFoundException.class);
    }

    @Test
    void isOneLineInARequestHandler() {
        RequestHandler<Map<String, Object>, @Nullable Void> handler = new RequestHandler<>() {
            @Override
            public @Nullable Void handleRequest(Map<String, Object> payload, Context context) {
                LambdaPayloads.process(payload, context, processor);
                return null;
            }
        };

        handler.handleRequest(Map.<String, Object>of("taskToken", TOKEN, "number", 7), LambdaContext.of("orders"));

        assertThat(handled).containsExactly(7);
    }

    @Test
    void readsAStreamOfTheLongestLength() {
        String payload = "{\"taskToken\":\"" + TOKEN + "\"}";
        byte[] longest = payload.concat(" ".repeat(DirectPayload.LONGEST_STREAM - payload.length()))
                .getBytes(StandardCharsets.UTF_8);

        assertThat(LambdaPayloads.read(new ByteArrayInputStream(longest))
                        .taskToken()
                        .value())
                .isEqualTo(TOKEN);
    }
}

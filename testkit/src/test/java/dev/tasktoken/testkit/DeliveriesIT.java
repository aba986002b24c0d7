package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.testkit.internal.deliveries.SampleIds;
import dev.tasktoken.testkit.internal.deliveries.TokenMessage;
import dev.tasktoken.testkit.internal.values.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class DeliveriesIT {
    private static final String TOKEN = TestTokens.numbered(1);
    private static final Order ORDER = new Order("order-42");

    record Order(String orderId) {}

    @Test
    void theReaderFindsTokenAndPayloadOfEveryKind() {
        for (TokenDelivery<?> delivery : List.of(
                Deliveries.direct(TOKEN, ORDER),
                Deliveries.direct(TOKEN, ORDER).tokenAt("/meta/myTaskToken").payloadAt("/order"),
                Deliveries.direct(TOKEN, ORDER).tokenInContext("/Context"),
                Deliveries.eventBridge(TOKEN, ORDER))) {
            check(read(delivery.event()), delivery);
        }
        check(read(Deliveries.sqs(TOKEN, ORDER).body()), "sqs");
        check(read(Deliveries.snsInSqs(TOKEN, ORDER).body()), "sns in sqs");
        check(
                read(Deliveries.snsInSqs(TOKEN, ORDER)
                        .tokenInAttribute("TaskToken")
                        .body()),
                "attribute");
        check(read(Deliveries.eventBridgeInSqs(TOKEN, ORDER).body()), "bus in sqs");
        check(read(Deliveries.sns(TOKEN, ORDER).notification()), "sns");
    }

    @Test
    void aTokenInAnAttributeOfSqsIsNotInTheBody() {
        Message message = Deliveries.sqs(TOKEN, ORDER)
                .tokenInAttribute("TaskToken")
                .attribute("origin", "relay")
                .message();

        assertThat(message.body()).isEqualTo("{\"orderId\":\"order-42\"}");
        assertThat(message.messageAttributes().keySet()).containsExactly("origin", "TaskToken");
        assertThat(Queues.attribute(message, "TaskToken").stringValue().equals(TOKEN))
                .isTrue();
    }

    @Test
    void theDigestsAreTheOnesThatSqsSends() {
        String queue = Queues.create();
        Message built = Deliveries.sqs(TOKEN, "{\"n\": 1}")
                .attribute("origin", "relay")
                .attribute("Zone", "ä")
                .message();
        Queues.client()
                .sendMessage(
                        s -> s.queueUrl(queue).messageBody(built.body()).messageAttributes(built.messageAttributes()));

        Message received = Queues.receive(queue);

        assertThat(built.md5OfBody()).isEqualTo(received.md5OfBody());
        assertThat(built.md5OfMessageAttributes()).isEqualTo(received.md5OfMessageAttributes());
    }

    @Test
    void aRecordOfSqsHasTheFieldsThatLambdaWrites() {
        SqsDelivery delivery = Deliveries.sqs(TOKEN, ORDER).messageId("m-1").attribute("origin", "relay");

        JsonNode record = tree(delivery.event()).at("/Records/0");

        assertThat(record.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "messageId",
                        "receiptHandle",
                        "body",
                        "attributes",
                        "messageAttributes",
                        "md5OfMessageAttributes",
                        "md5OfBody",
                        "eventSource",
                        "eventSourceARN",
                        "awsRegion");
        assertThat(record.at("/messageAttributes/origin").toString())
                .isEqualTo("{\"stringValue\":\"relay\",\"stringListValues\":[],\"binaryListValues\":[],"
                        + "\"dataType\":\"String\"}");
        assertThat(record.at("/attributes/ApproximateReceiveCount").textValue()).isEqualTo("1");
        assertThat(record.get("awsRegion").textValue()).isEqualTo("us-east-1");
    }

    @Test
    void aRedeliveryIsTheSameMessageUnderAnotherHandle() {
        SqsDelivery first = Deliveries.sqs(TOKEN, ORDER);

        Message again = first.receiveCount(4).redelivered().message();

        assertThat(again.messageId()).isEqualTo(first.message().messageId());
        assertThat(again.receiptHandle()).isNotEqualTo(first.message().receiptHandle());
        assertThat(again.attributes()).containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "5");
        assertThatThrownBy(() -> first.receiveCount(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRedeliveryHasTheSameBodyWhateverItWraps() {
        for (SqsDelivery first : List.of(
                Deliveries.sqs(TOKEN, ORDER),
                Deliveries.snsInSqs(TOKEN, ORDER),
                Deliveries.eventBridgeInSqs(TOKEN, ORDER))) {
            assertThat(first.redelivered().body()).isEqualTo(first.body());
        }
    }

    @Test
    void aStandardQueueHasNoGroups() {
        SqsDelivery grouped = Deliveries.sqs(TOKEN, ORDER).group("g-1");

        assertThatThrownBy(() -> grouped.queueArn("arn:aws:sqs:eu-central-1:123456789012:q"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(".fifo");
    }

    @Test
    void aGroupIsOneOfAFifoQueue() {
        SQSEvent event = LambdaEvents.sqs(
                Deliveries.sqs(TOKEN, ORDER).group("g-1"),
                Deliveries.sqs(TestTokens.numbered(2), ORDER)
                        .queueArn("arn:aws:sqs:eu-central-1:123456789012:q.fifo")
                        .group("g-2"));

        assertThat(event.getRecords())
                .extracting(record -> record.getAttributes().get("MessageGroupId"))
                .containsExactly("g-1", "g-2");
        assertThat(event.getRecords())
                .extracting(SQSMessage::getEventSourceArn)
                .containsExactly(
                        "arn:aws:sqs:us-east-1:123456789012:orders.fifo",
                        "arn:aws:sqs:eu-central-1:123456789012:q.fifo");
        assertThat(event.getRecords().get(1).getAwsRegion()).isEqualTo("eu-central-1");
    }

    @Test
    void severalRecordsMakeOneEvent() {
        String queued = Deliveries.sqs(TOKEN, 1).tokenInAttribute("TaskToken").event(Deliveries.sqs(TOKEN, ORDER));
        String published = Deliveries.sns(TOKEN, ORDER).event(Deliveries.sns(TOKEN, ORDER));

        assertThat(tree(queued).get("Records")).hasSize(2);
        assertThat(tree(published).get("Records")).hasSize(2);
    }

    @Test
    void lambdasObjectsHoldWhatItsTextDoes() {
        SnsDelivery delivery = Deliveries.sns(TOKEN, ORDER)
                .subject("Order")
                .attribute("origin", "shop")
                .messageId("m-1");
        JsonNode sns = tree(delivery.event()).at("/Records/0/Sns");

        SNSEvent.SNSRecord record = LambdaEvents.sns(delivery).getRecords().get(0);
        SQSMessage message = LambdaEvents.sqs(
                        Deliveries.sqs(TOKEN, ORDER).attribute("origin", "shop").messageId("m-2"))
                .getRecords()
                .get(0);

        assertThat(record.getSNS().getMessage().equals(sns.get("Message").textValue()))
                .isTrue();
        assertThat(record.getSNS().getSubject()).isEqualTo("Order");
        assertThat(record.getSNS().getMessageId()).isEqualTo("m-1");
        assertThat(record.getSNS().getTimestamp().getMillis()).isEqualTo(SampleIds.TIME.toEpochMilli());
        assertThat(requireNonNull(record.getSNS().getMessageAttributes().get("origin"))
                        .getValue())
                .isEqualTo("shop");
        assertThat(message.getMessageId()).isEqualTo("m-2");
        assertThat(requireNonNull(message.getMessageAttributes().get("origin")).getStringValue())
                .isEqualTo("shop");
    }

    @Test
    void anEventOfTheBusHasTheFieldsThatEventBridgeWrites() throws Exception {
        EventBridgeDelivery delivery =
                Deliveries.eventBridge(TOKEN, ORDER).source("shop").detailType("Paid");

        JsonNode event = tree(new String(delivery.stream().readAllBytes(), StandardCharsets.UTF_8));

        assertThat(event.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail");
        assertThat(event.get("source").textValue()).isEqualTo("shop");
        assertThat(event.get("detail-type").textValue()).isEqualTo("Paid");
        assertThat(event.at("/detail/orderId").textValue()).isEqualTo("order-42");
    }

    @Test
    void aTokenMayStandInsideAListOrNowhere() {
        String inList = Deliveries.direct(TOKEN, "{\"items\": [{\"n\": 1}]}")
                .tokenAt("/items/0/TaskToken")
                .event();

        assertThat(tree(inList).at("/items/0/TaskToken").textValue().equals(TOKEN))
                .isTrue();
        assertThat(Deliveries.direct(TOKEN, ORDER).withoutToken().event()).isEqualTo("{\"orderId\":\"order-42\"}");
        assertThat(Deliveries.direct(TOKEN, null).withoutToken().event()).isEqualTo("null");
    }

    @Test
    void aTokenThatHasNoRoomIsRefusedAndNotShown() {
        DirectDelivery taken = Deliveries.direct(TOKEN, "{\"TaskToken\": 1}");
        DirectDelivery number = Deliveries.direct(TOKEN, 42);
        DirectDelivery throughAValue = Deliveries.direct(TOKEN, "{\"a\": [1]}").tokenAt("/a/3/b");

        assertThatThrownBy(taken::event)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has something at /TaskToken already");
        assertThatThrownBy(number::event)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("payloadAt")
                .hasMessageNotContaining(TestTokens.PREFIX);
        assertThatThrownBy(throughAValue::event).hasMessageContaining("leads through a value");
        assertThatThrownBy(() -> number.tokenAt("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Deliveries.sqs(TOKEN, "not JSON")).hasMessageContaining("needs its quotes");
        assertThatThrownBy(() -> Deliveries.sqs(TOKEN, new Object()))
                .hasMessage("cannot be written as JSON: java.lang.Object");
    }

    @Test
    void noDeliveryShowsItsTokenOrItsPayload() {
        assertThat(Deliveries.sqs(TOKEN, ORDER).toString()).isEqualTo("SqsDelivery");
        assertThat(TokenMessage.of(TOKEN, ORDER).toString()).isEqualTo("TokenMessage");
    }

    private static void check(CallbackEnvelope envelope, Object what) {
        assertThat(envelope.taskToken().value().equals(TOKEN))
                .as("the token of %s", what)
                .isTrue();
    }

    private static CallbackEnvelope read(String text) {
        return CallbackReader.standard().read(Delivery.of(text));
    }

    private static JsonNode tree(String text) {
        return Json.parse(text).orElseThrow();
    }
}

package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.UnreadableDeliveryException;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.AdapterContract;
import dev.tasktoken.testkit.DeliveryShape;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class SqsMessagesTest extends AdapterContract {
    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final TokenResponder responder = stepFunctions.responder();

    @Override
    protected CallbackEnvelope read(DeliveryShape shape) {
        return SqsMessages.read(message(shape));
    }

    @Override
    protected Settlement process(DeliveryShape shape, CallbackProcessor<?> processor) {
        return SqsMessages.process(message(shape), processor);
    }

    @Test
    void readsWithTheCallersReader() {
        Message message = Message.builder()
                .body("{\"resume\":\"" + TestTokens.numbered(1) + "\",\"input\":{\"number\":7}}")
                .build();
        CallbackReader reader =
                CallbackReader.builder().tokenAt("/resume").payloadAt("/input").build();

        CallbackEnvelope envelope = SqsMessages.read(message, reader);

        assertThat(envelope.payload(Records.Order.class)).isEqualTo(new Records.Order(7));
    }

    @Test
    void ignoresABinaryAttribute() {
        Message message = Message.builder()
                .body("{\"number\":7}")
                .messageAttributes(Map.of(
                        "TaskToken",
                        MessageAttributeValue.builder()
                                .dataType("Binary.token")
                                .binaryValue(SdkBytes.fromUtf8String(TestTokens.numbered(1)))
                                .build()))
                .build();

        assertThatThrownBy(() -> SqsMessages.read(message)).isInstanceOf(TokenNotFoundException.class);
    }

    @Test
    void cannotReadAMessageWithoutABody() {
        Message empty = Message.builder().build();

        assertThatThrownBy(() -> SqsMessages.read(empty)).isInstanceOf(UnreadableDeliveryException.class);
    }

    @Test
    void doesNotAskForTheTaskOnAFirstReceive() {
        Settlement settlement = SqsMessages.process(received("1"), processor());

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(stepFunctions.heartbeats()).isZero();
    }

    @Test
    void asksForTheTaskOnARedelivery() {
        SqsMessages.process(received("2"), processor());

        assertThat(stepFunctions.heartbeats()).isEqualTo(1);
    }

    @Test
    void asksForTheTaskWhereTheCountWasNotAskedFor() {
        Message uncounted = received("1").toBuilder().attributes(Map.of()).build();

        SqsMessages.process(uncounted, processor());

        assertThat(stepFunctions.heartbeats()).isEqualTo(1);
    }

    @Test
    void takesAMalformedCountForNone() {
        for (String malformed : new String[] {"", "x", "-1", "0", "99999999999"}) {
            RecordingResponder client = RecordingResponder.create();
            CallbackProcessor<Records.Order> processor =
                    CallbackProcessor.of(client.responder(), Records.Order.class, order -> order.number());

            Settlement settlement = SqsMessages.process(received(malformed), processor);

            assertThat(settlement.isAcknowledged()).as(malformed).isTrue();
            assertThat(client.heartbeats()).as(malformed).isEqualTo(1);
        }
    }

    @Test
    void settlesADuplicateOfAnAnsweredMessageWithoutRunningTheHandler() {
        stepFunctions.closeTask(TestTokens.numbered(1));

        Settlement settlement = SqsMessages.process(received("2"), processor());

        assertThat(settlement).isEqualTo(new Settlement.AlreadyClosed());
    }

    @Test
    void failsATaskWhoseMessageCameTooOften() {
        CallbackProcessor<Records.Order> processor = CallbackProcessor.builder(responder, Records.Order.class)
                .maxReceives(3)
                .handler(order -> order.number())
                .build();

        Settlement settlement = SqsMessages.process(received("4"), processor);

        assertThat(settlement).isEqualTo(new Settlement.Failed(TaskFailure.TOO_MANY_RECEIVES, AnswerOutcome.ACCEPTED));
    }

    private CallbackProcessor<Records.Order> processor() {
        return CallbackProcessor.of(responder, Records.Order.class, order -> order.number());
    }

    private static Message received(String count) {
        return Message.builder()
                .messageId("m-1")
                .body(Records.body(1))
                .attributes(Map.of(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, count))
                .build();
    }

    private static Message message(DeliveryShape shape) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        shape.attributes()
                .forEach((name, value) -> attributes.put(
                        name,
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(value)
                                .build()));
        return Message.builder()
                .messageId("m-1")
                .body(shape.body())
                .messageAttributes(attributes)
                .build();
    }
}

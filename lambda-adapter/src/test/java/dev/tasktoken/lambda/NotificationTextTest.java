package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.UnreadableDeliveryException;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.AdapterContract;
import dev.tasktoken.testkit.DeliveryShape;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The raw JSON of a notification, in each of its shapes. */
class NotificationTextTest extends AdapterContract {
    @Override
    protected CallbackEnvelope read(DeliveryShape shape) {
        return SnsEvents.read(SnsRecords.text(SnsRecords.of(shape)));
    }

    @Override
    protected Settlement process(DeliveryShape shape, CallbackProcessor<?> processor) {
        return processor.process(NotificationText.onlyDelivery(SnsRecords.text(SnsRecords.of(shape))));
    }

    @Test
    void readsOneRecordByItself() {
        String record = SnsRecords.json(SnsRecords.numbered(1)).toString();

        assertThat(SnsEvents.read(record).taskToken().value()).isEqualTo(TestTokens.numbered(1));
    }

    @Test
    void readsWhatSnsItselfWrites() {
        String envelope = "{\"Type\":\"Notification\",\"MessageId\":\"m-1\",\"TopicArn\":\"" + SnsRecords.TOPIC
                + "\",\"Message\":" + quoted(Orders.body(1)) + "}";

        CallbackEnvelope read = SnsEvents.read(envelope, CallbackReader.standard());

        assertThat(read.payload(Orders.Order.class)).isEqualTo(new Orders.Order(1));
    }

    @Test
    void refusesToChooseAmongRecords() {
        String two = SnsRecords.text(SnsRecords.numbered(1), SnsRecords.numbered(2));

        assertThatThrownBy(() -> SnsEvents.read(two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 records")
                .hasMessageNotContaining(TestTokens.PREFIX);
        assertThatThrownBy(() -> SnsEvents.read("{\"Records\":[]}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void processesAllRecords() {
        List<Integer> handled = new ArrayList<>();
        CallbackProcessor<Orders.Order> processor = CallbackProcessor.of(
                RecordingResponder.create().responder(), Orders.Order.class, order -> handled.add(order.number()));

        SnsEvents.process(SnsRecords.text(SnsRecords.numbered(1), SnsRecords.numbered(2)), null, processor);
        SnsEvents.process("{\"Records\":[]}", null, processor);

        assertThat(handled).containsExactly(1, 2);
    }

    @Test
    void leavesWhatIsNoEventToCore() {
        assertThatThrownBy(() -> SnsEvents.read("not JSON")).isInstanceOf(UnreadableDeliveryException.class);
        assertThatThrownBy(() -> SnsEvents.read("")).isInstanceOf(UnreadableDeliveryException.class);
        assertThatThrownBy(() -> SnsEvents.read("{\"Records\":7}")).isInstanceOf(TokenNotFoundException.class);
    }

    @Test
    void doesNotChooseBetweenTwoMessagesOfOneRecord() {
        String twice =
                "{\"Sns\":{\"Message\":" + quoted(Orders.body(1)) + ",\"Message\":" + quoted(Orders.body(2)) + "}}";

        assertThatThrownBy(() -> SnsEvents.read(twice)).isInstanceOf(TaskTokenException.class);
    }

    private static String quoted(String text) {
        return SnsRecords.JSON.getNodeFactory().textNode(text).toString();
    }
}

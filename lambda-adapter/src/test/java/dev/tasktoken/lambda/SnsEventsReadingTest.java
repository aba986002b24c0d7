package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SNSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.UnreadableDeliveryException;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.AdapterContract;
import dev.tasktoken.testkit.DeliveryShape;
import dev.tasktoken.testkit.TestTokens;
import org.junit.jupiter.api.Test;

class SnsEventsReadingTest extends AdapterContract {
    @Override
    protected CallbackEnvelope read(DeliveryShape shape) {
        return SnsEvents.read(SnsRecords.of(shape));
    }

    @Override
    protected Settlement process(DeliveryShape shape, CallbackProcessor<?> processor) {
        return SnsEvents.process(SnsRecords.of(shape), processor);
    }

    @Test
    void readsWithTheCallersReader() {
        SNSRecord record = SnsRecords.withMessage(
                "m-1", "{\"resume\":\"" + TestTokens.numbered(1) + "\",\"input\":{\"number\":7}}");
        CallbackReader reader =
                CallbackReader.builder().tokenAt("/resume").payloadAt("/input").build();

        CallbackEnvelope envelope = SnsEvents.read(record, reader);

        assertThat(envelope.payload(Orders.Order.class)).isEqualTo(new Orders.Order(7));
    }

    @Test
    void ignoresABinaryAttribute() {
        SNSRecord record = SnsRecords.withMessage("m-1", "{\"number\":7}");
        record.getSNS().getMessageAttributes().put("TaskToken", SnsRecords.attribute("Binary", TestTokens.numbered(1)));

        assertThatThrownBy(() -> SnsEvents.read(record)).isInstanceOf(TokenNotFoundException.class);
    }

    @Test
    void ignoresAnAttributeWithoutAValue() {
        SNSRecord record = SnsRecords.numbered(1);
        record.getSNS().getMessageAttributes().put("trace", null);
        record.getSNS().getMessageAttributes().put("span", new MessageAttribute());

        assertThat(SnsEvents.read(record).taskToken().value()).isEqualTo(TestTokens.numbered(1));
    }

    /** The token in the message may be a parent's. */
    @Test
    void refusesAnAttributeForTheTokenWithoutAValue() {
        SNSRecord record = SnsRecords.numbered(1);
        record.getSNS().getMessageAttributes().put("TaskToken", new MessageAttribute());

        assertThatThrownBy(() -> SnsEvents.read(record)).isInstanceOf(AmbiguousTokenException.class);
    }

    @Test
    void readsARecordThatHasNothingButAMessage() {
        SNSRecord bare = SnsRecords.numbered(1);
        bare.getSNS().setMessageId(null);
        bare.getSNS().setMessageAttributes(null);

        assertThat(SnsEvents.read(bare).payload(Orders.Order.class)).isEqualTo(new Orders.Order(1));
    }

    @Test
    void cannotReadARecordWithoutAMessage() {
        SNSRecord silent = SnsRecords.numbered(1);
        silent.getSNS().setMessage(null);

        assertThatThrownBy(() -> SnsEvents.read(silent)).isInstanceOf(UnreadableDeliveryException.class);
        assertThatThrownBy(() -> SnsEvents.read(new SNSRecord())).isInstanceOf(UnreadableDeliveryException.class);
    }
}

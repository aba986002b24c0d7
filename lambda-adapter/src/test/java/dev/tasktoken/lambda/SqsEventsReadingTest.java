package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.UnreadableDeliveryException;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.AdapterContract;
import dev.tasktoken.testkit.DeliveryShape;
import dev.tasktoken.testkit.TestTokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SqsEventsReadingTest extends AdapterContract {
    @Override
    protected CallbackEnvelope read(DeliveryShape shape) {
        return SqsEvents.read(SqsRecords.of(shape));
    }

    @Override
    protected Settlement process(DeliveryShape shape, CallbackProcessor<?> processor) {
        return SqsEvents.process(SqsRecords.of(shape), processor);
    }

    @Test
    void readsWithTheCallersReader() {
        SQSMessage message =
                SqsRecords.withBody("m-1", "{\"resume\":\"" + TestTokens.numbered(1) + "\",\"input\":{\"number\":7}}");
        CallbackReader reader =
                CallbackReader.builder().tokenAt("/resume").payloadAt("/input").build();

        CallbackEnvelope envelope = SqsEvents.read(message, reader);

        assertThat(envelope.payload(Orders.Order.class)).isEqualTo(new Orders.Order(7));
    }

    @Test
    void ignoresABinaryAttribute() {
        SQSMessage message = SqsRecords.withBody("m-1", "{\"number\":7}");
        MessageAttribute binary = new MessageAttribute();
        binary.setDataType("Binary");
        binary.setBinaryValue(ByteBuffer.wrap(TestTokens.numbered(1).getBytes(StandardCharsets.UTF_8)));
        message.getMessageAttributes().put("TaskToken", binary);

        assertThatThrownBy(() -> SqsEvents.read(message)).isInstanceOf(TokenNotFoundException.class);
    }

    @Test
    void readsAStringAttributeWithACustomType() {
        SQSMessage message = SqsRecords.withBody("m-1", "{\"number\":7}");
        MessageAttribute custom = SqsRecords.text(TestTokens.numbered(1));
        custom.setDataType("String.token");
        message.getMessageAttributes().put("TaskToken", custom);

        assertThat(SqsEvents.read(message).taskToken().value()).isEqualTo(TestTokens.numbered(1));
    }

    @Test
    void readsARecordThatHasNothingButABody() {
        SQSMessage bare = new SQSMessage();
        bare.setBody(Orders.body(1));

        assertThat(SqsEvents.read(bare).payload(Orders.Order.class)).isEqualTo(new Orders.Order(1));
    }

    @Test
    void cannotReadARecordWithoutABody() {
        assertThatThrownBy(() -> SqsEvents.read(new SQSMessage())).isInstanceOf(UnreadableDeliveryException.class);
    }
}

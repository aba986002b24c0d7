package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.TaskTokenException;
import dev.tasktoken.internal.TokenName;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void countsReceivesFromOne(int count) {
        Delivery.Builder delivery = Delivery.builder("{}");

        assertThatThrownBy(() -> delivery.receiveCount(count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("receiveCount must be at least 1: " + count);
        assertThat(delivery.receiveCount(1).build().receiveCount()).hasValue(1);
    }

    @Test
    void keepsTypedAttributesThatAreText() {
        Delivery delivery = Delivery.builder("{}")
                .attribute("text", "String.custom", "a")
                .attribute("number", "Number", "7")
                .attribute("untyped", null, "b")
                .attribute("binary", "Binary.png", "c")
                .attribute("empty", "String", null)
                .attribute(null, "String", "d")
                .build();

        assertThat(delivery.attributes())
                .containsOnly(Map.entry("text", "a"), Map.entry("number", "7"), Map.entry("untyped", "b"));
    }

    /** Otherwise a parent's token in the body would take its place. */
    @Test
    void keepsABinaryAttributeThatIsNamedLikeATokenAsAnEmptyOne() {
        Delivery delivery = Delivery.builder("{\"taskToken\":\"AAAA\"}")
                .attribute("TaskToken", "Binary", null)
                .build();

        assertThatThrownBy(() -> CallbackReader.standard().read(delivery))
                .isInstanceOf(TaskTokenException.class)
                .hasMessageContaining("TaskToken");
    }

    /** Found by a fuzzer: bytes that begin so are UTF-16 or UTF-32, and a text was taken as it stood. */
    @ParameterizedTest
    @ValueSource(strings = {" \0   it", "\0a", "a\0"})
    void readsATextWithANulAtItsStartAsItsBytes(String body) {
        CallbackEnvelope text = CallbackReader.standard()
                .read(Delivery.builder(body).attribute("TaskToken", "AAAA").build());
        CallbackEnvelope bytes = CallbackReader.standard()
                .read(Delivery.builder(body.getBytes(StandardCharsets.UTF_8))
                        .attribute("TaskToken", "AAAA")
                        .build());

        assertThatThrownBy(bytes::payloadText).isInstanceOf(InvalidPayloadException.class);
        assertThatThrownBy(text::payloadText).isInstanceOf(InvalidPayloadException.class);
    }

    @Test
    void readsTheReceiveCountAndTheSourceOfADeadLetter() {
        Map<String, String> system = Map.of(
                "ApproximateReceiveCount", "3",
                "DeadLetterQueueSourceArn", "arn:aws:sqs:us-east-1:123456789012:orders",
                "SentTimestamp", "1767225600000");

        Delivery delivery = Delivery.builder("{}").systemAttributes(system).build();

        assertThat(delivery.receiveCount()).hasValue(3);
        assertThat(delivery.attributes()).containsOnlyKeys("DeadLetterQueueSourceArn");
    }

    @Test
    void takesTheQueuesWordForTheSourceOfADeadLetter() {
        Delivery delivery = Delivery.builder("{}")
                .systemAttributes(Map.of("DeadLetterQueueSourceArn", "the queue's"))
                .attribute("DeadLetterQueueSourceArn", "String", "the sender's")
                .build();

        assertThat(delivery.attributes()).containsEntry("DeadLetterQueueSourceArn", "the queue's");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "0", "99999999999"})
    void takesAMalformedReceiveCountForNone(String count) {
        Delivery delivery = Delivery.builder("{}")
                .systemAttributes(Map.of("ApproximateReceiveCount", count))
                .build();

        assertThat(delivery.receiveCount()).isEmpty();
    }

    @Test
    void hasNoReceiveCountWithoutSystemAttributes() {
        assertThat(Delivery.builder("{}").systemAttributes(null).build().receiveCount())
                .isEmpty();
    }

    @Test
    void takesTheGroupOfAFifoQueuesMessageOnly() {
        Map<String, String> fair = Map.of("MessageGroupId", "g");
        Map<String, String> fifo = Map.of("MessageGroupId", "g", "SequenceNumber", "18849496460467696128");

        assertThat(Delivery.builder("{}").systemAttributes(fair).build().messageGroup())
                .isEmpty();
        assertThat(Delivery.builder("{}").systemAttributes(fifo).build().messageGroup())
                .hasValue("g");
    }

    @Test
    void namesItselfByItsIdOnly() {
        Delivery delivery = Delivery.builder("{\"taskToken\":\"secret\"}")
                .attribute("TaskToken", "secret")
                .id("m-1")
                .build();

        assertThat(delivery).hasToString("Delivery[m-1]");
    }

    @Test
    void showsThePlaceAndNotTheTextOfWhatMayBeAToken() {
        assertThat(TokenCandidate.attribute("TaskToken", TokenName.STRONG, "secret"))
                .hasToString("TokenCandidate[attribute TaskToken]");
    }
}

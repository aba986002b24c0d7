package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnwrappingTest {
    private static final CallbackReader READER = CallbackReader.standard();
    private static final String A = Tokens.number(1);
    private static final String MESSAGE = "{\"order\":7,\"TaskToken\":\"" + A + "\"}";
    private static final String PAYLOAD = "{\"order\":7}";

    private static String quoted(String text) {
        return JsonNodeFactory.instance.textNode(text).toString();
    }

    private static String notification(String message, String more) {
        return "{\"Type\":\"Notification\",\"MessageId\":\"1\",\"TopicArn\":\"arn:aws:sns:eu-west-1:1:t\",\"Message\":"
                + quoted(message) + more + ",\"Signature\":\"x\"}";
    }

    private static String event(String detail) {
        return "{\"version\":\"0\",\"id\":\"1\",\"detail-type\":\"Order\",\"source\":\"shop\",\"detail\":" + detail
                + "}";
    }

    private static void opens(String body) {
        CallbackEnvelope envelope = READER.read(body);

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThat(envelope.payloadText()).isEqualTo(PAYLOAD);
    }

    @Test
    void opensANotification() {
        opens(notification(MESSAGE, ""));
    }

    @Test
    void opensANotificationWhoseKeysWereSorted() {
        opens("{\"Message\":" + quoted(MESSAGE) + ",\"TopicArn\":\"t\",\"Type\":\"Notification\"}");
    }

    @Test
    void opensANotificationInANotification() {
        opens(notification(notification(MESSAGE, ""), ""));
    }

    @Test
    void findsTheTokenInANotificationsAttributes() {
        String attributes = ",\"MessageAttributes\":{\"TaskToken\":{\"Type\":\"String\",\"Value\":\"" + A + "\"}}";

        CallbackEnvelope envelope = READER.read(notification("a plain text", attributes));

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThat(envelope.tokenPlace()).isEqualTo("attribute TaskToken");
        assertThat(envelope.payloadText()).isEqualTo("a plain text");
    }

    @Test
    void passesOverABinaryAttributeOfANotification() {
        String attributes = ",\"MessageAttributes\":{\"TaskToken\":{\"Type\":\"Binary\",\"Value\":\"aGVsbG8=\"}}";

        assertThatThrownBy(() -> READER.read(notification("{}", attributes)))
                .isInstanceOf(TokenNotFoundException.class);
    }

    /** Whoever can write to the queue can write such a thing; the last one silently won. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"TaskToken\":{\"Type\":\"String\",\"Value\":\"<A>\"},"
                        + "\"TaskToken\":{\"Type\":\"String\",\"Value\":\"<B>\"}}",
                "{\"TaskToken\":{\"Type\":\"String\",\"Value\":\"<A>\",\"Value\":\"<B>\"}}"
            })
    void refusesANotificationWithAnAttributeTwice(String attributes) {
        String body = notification(
                PAYLOAD,
                ",\"MessageAttributes\":" + attributes.replace("<A>", A).replace("<B>", Tokens.number(2)));

        assertThatThrownBy(() -> READER.read(body))
                .isInstanceOf(AmbiguousTokenException.class)
                .hasMessageNotContaining(Tokens.PREFIX);
    }

    @Test
    void opensJsonTextThatBeginsWithBlanks() {
        opens("{\"body\":" + quoted("\n\t " + MESSAGE) + "}");
    }

    @Test
    void doesNotTakeTheTokenOfASubscriptionConfirmation() {
        String body = "{\"Type\":\"SubscriptionConfirmation\",\"TopicArn\":\"t\",\"Token\":\"" + A
                + "\",\"Message\":\"You have chosen to subscribe\",\"SubscribeURL\":\"https://x\"}";

        assertThatThrownBy(() -> READER.read(body))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("SubscriptionConfirmation");
    }

    @Test
    void leavesAMessageAloneThatOnlyLooksLikeANotification() {
        CallbackEnvelope envelope =
                READER.read("{\"Type\":\"Order\",\"TopicArn\":1,\"Message\":\"{}\",\"token\":\"" + A + "\"}");

        assertThat(envelope.payloadText()).isEqualTo("{\"Type\":\"Order\",\"TopicArn\":1,\"Message\":\"{}\"}");
    }

    @Test
    void leavesANotificationAloneThatHasATokenOfItsOwn() {
        String body =
                "{\"Type\":\"Notification\",\"TopicArn\":\"t\",\"Message\":\"hello\",\"taskToken\":\"" + A + "\"}";

        assertThat(READER.read(body).taskToken().value()).isEqualTo(A);
    }

    @Test
    void refusesANotificationWithTwoMessages() {
        String body =
                "{\"Type\":\"Notification\",\"TopicArn\":\"t\",\"Message\":" + quoted(MESSAGE) + ",\"Message\":\"{}\"}";

        assertThatThrownBy(() -> READER.read(body)).isInstanceOf(AmbiguousTokenException.class);
    }

    @Test
    void opensAnEvent() {
        opens(event(MESSAGE));
        opens(event("{\"body\":" + MESSAGE + "}"));
        opens(notification(event(MESSAGE), ""));
    }

    @Test
    void ranksAJsonTextInAnEventsDetailAsAnObjectThere() {
        String detail = "{\"meta\":{\"TaskToken\":\"" + A + "\"},\"body\":\"{\\\"TaskToken\\\":\\\"B\\\"}\"}";

        assertThatThrownBy(() -> READER.read(detail)).isInstanceOf(AmbiguousTokenException.class);
        assertThatThrownBy(() -> READER.read(event(detail))).isInstanceOf(AmbiguousTokenException.class);
    }

    @Test
    void takesTheKeysOfAnEventsDetailForTheMessagesOwn() {
        String body = event("{\"order\":{\"TaskToken\":\"" + Tokens.number(2) + "\"},\"TaskToken\":\"" + A + "\"}");
        Delivery delivery = Delivery.builder(event(MESSAGE))
                .attribute("TaskToken", Tokens.number(2))
                .build();

        assertThat(READER.read(body).taskToken().value()).isEqualTo(A);
        assertThatThrownBy(() -> READER.read(delivery)).isInstanceOf(AmbiguousTokenException.class);
    }

    @Test
    void givesTheDetailAsPayloadWhenTheTokenIsInAnAttribute() {
        Delivery delivery =
                Delivery.builder(event(PAYLOAD)).attribute("TaskToken", A).build();

        assertThat(READER.read(delivery).payloadText()).isEqualTo(PAYLOAD);
    }

    @Test
    void opensJsonTextInsideJsonText() {
        opens(quoted(MESSAGE));
        opens(quoted(quoted(MESSAGE)));
        opens("{\"body\":" + quoted(MESSAGE) + "}");
        opens("{\"requestContext\":{},\"a\":{\"body\":" + quoted(MESSAGE) + "}}");
    }

    @Test
    void opensTextInBytesAsInText() {
        String body = "{\"\u00e4\":\"\u00fc\",\"body\":" + quoted(MESSAGE) + "}";

        CallbackEnvelope envelope = READER.read(Delivery.of(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThat(envelope.payloadText()).isEqualTo(PAYLOAD);
    }

    @Test
    void leavesTextThatOnlyLooksLikeJsonAlone() {
        CallbackEnvelope envelope = READER.read("{\"note\":\"{not json token\",\"token\":\"" + A + "\"}");

        assertThat(envelope.payloadText()).isEqualTo("{\"note\":\"{not json token\"}");
    }

    @Test
    void stopsUnwrappingAfterFourTimes() {
        String body = MESSAGE;
        for (int i = 0; i < 5; i++) {
            body = notification(body, "");
        }
        String fiveTimes = body;

        assertThatThrownBy(() -> READER.read(fiveTimes)).isInstanceOf(UnreadableDeliveryException.class);
    }

    @Test
    void skipsAByteOrderMark() {
        opens('\uFEFF' + MESSAGE);
    }

    @Test
    void takesATextApartThatWasEncodedFourTimes() {
        String fourTimes = quoted(quoted(quoted(quoted(MESSAGE))));

        opens(fourTimes);
        assertThatThrownBy(() -> READER.read(quoted(fourTimes))).isInstanceOf(UnreadableDeliveryException.class);
    }

    /** What is not looked at may hold another token. */
    @Test
    void refusesATokenInAContainerBesideTextsNestedDeeperThanItLooks() {
        String order = "{\"order\":{\"taskToken\":\"" + A + "\"},\"body\":";
        String texts = quoted("{\"x\":1}");
        for (int i = 0; i < 3; i++) {
            texts = quoted("{\"body\":" + texts + "}");
        }
        String four = order + texts + "}";
        String five = order + quoted("{\"body\":" + texts + "}") + "}";

        assertThat(READER.read(four).taskToken().value()).isEqualTo(A);
        assertThatThrownBy(() -> READER.read(five))
                .isInstanceOf(AmbiguousTokenException.class)
                .hasMessageContaining("more JSON texts, than are looked at");
    }

    @Test
    void readsACharacterThatStandsForAnUnreadableOneInBytes() {
        String body = "{\"taskToken\":\"" + A + "\",\"name\":\"M\uFFFDller\"}";

        assertThat(READER.read(Delivery.of(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                        .payloadText())
                .isEqualTo("{\"name\":\"M\uFFFDller\"}");
    }

    @Test
    void findsNoTokenInABodyOfOneByte() {
        assertThatThrownBy(() -> READER.read(Delivery.of(new byte[] {'7'}))).isInstanceOf(TokenNotFoundException.class);
    }
}

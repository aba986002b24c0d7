package dev.tasktoken.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sns.UntrustedNotificationException.Reason;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import dev.tasktoken.testkit.internal.topics.SigningIdentity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers post. None of it may reach a handler, and no complaint may show what was posted. */
class UntrustedNotificationTest {
    private static final String MESSAGE = Records.body(1);

    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final CallbackProcessor<Records.Order> processor =
            CallbackProcessor.of(stepFunctions.responder(), Records.Order.class, order -> order.number());
    private final LocalSns sns = new LocalSns();
    private final SnsNotifications notifications = SnsNotifications.builder()
            .topic(Records.TOPIC)
            .topic(Records.TOPIC + "-2")
            .httpClient(sns)
            .build();

    @AfterEach
    void stop() {
        sns.close();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            Message,   {}
            MessageId, m-2
            Subject,   another
            Timestamp, 2026-01-01T00:00:01.000Z
            TopicArn,  arn:aws:sns:eu-central-1:123456789012:orders-2
            Signature, AAAA
            SignatureVersion, 1
            """)
    void refusesANotificationWithAnotherValue(String field, String value) {
        refuses(SignedMessage.withSubject(MESSAGE, "An order").with(field, value), Reason.SIGNATURE);
        refuses(
                SignedMessage.withSubject(MESSAGE, "An order")
                        .with("SignatureVersion", "1")
                        .signed()
                        .with(field, field.equals("SignatureVersion") ? "2" : value),
                Reason.SIGNATURE);
    }

    @Test
    void refusesASubjectThatWasTakenAwayOrAdded() {
        refuses(SignedMessage.withSubject(MESSAGE, "An order").without("Subject"), Reason.SIGNATURE);
        refuses(SignedMessage.notification(MESSAGE).with("Subject", "An order"), Reason.SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SubscriptionConfirmation", "UnsubscribeConfirmation"})
    void refusesAnotherType(String type) {
        refuses(
                SignedMessage.notification(MESSAGE)
                        .with("Type", type)
                        .with("Token", "abc")
                        .with("SubscribeURL", SignedMessage.SUBSCRIBE_URL),
                Reason.SIGNATURE);
        refuses(SignedMessage.confirmation(type).with("Type", "Notification"), Reason.SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({
        "Message, another",
        "MessageId, m-2",
        "SubscribeURL, https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription",
        "SubscribeURL, https://attacker.example/",
        "Timestamp, 2026-01-01T00:00:01.000Z",
        "Token, abd",
        "TopicArn, arn:aws:sns:eu-central-1:123456789012:orders-2",
    })
    void refusesAConfirmationWithAnotherValue(String field, String value) {
        for (String type : new String[] {"SubscriptionConfirmation", "UnsubscribeConfirmation"}) {
            refuses(SignedMessage.confirmation(type).with(field, value), Reason.SIGNATURE);
            refuses(
                    SignedMessage.confirmation(type)
                            .with("SignatureVersion", "1")
                            .signed()
                            .with(field, value),
                    Reason.SIGNATURE);
        }
        refuses(
                SignedMessage.confirmation("SubscriptionConfirmation").with("Type", "UnsubscribeConfirmation"),
                Reason.SIGNATURE);
    }

    @Test
    void refusesFieldsWhoseEndsWereMoved() {
        refuses(
                SignedMessage.withSubject(MESSAGE, "An order")
                        .with("MessageId", "m-1\nSubject\nAn order")
                        .without("Subject"),
                Reason.MALFORMED);
        refuses(
                SignedMessage.notification("{}\nMessageId\nm-0")
                        .with("Message", "{}")
                        .with("MessageId", "m-0\nMessageId\nm-1"),
                Reason.MALFORMED);
    }

    @Test
    void refusesAMissingMessageWhoseSignatureIsThatOfTheTextNull() {
        refuses(SignedMessage.notification("null").without("Message"), Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Type",
                "MessageId",
                "TopicArn",
                "Message",
                "Timestamp",
                "SignatureVersion",
                "Signature",
                "SigningCertURL",
                "Token",
                "SubscribeURL"
            })
    void refusesAMissingField(String field) {
        SignedMessage message =
                SignedMessage.confirmation("SubscriptionConfirmation").without(field);

        assertThat(refuses(message, Reason.MALFORMED))
                .contains(field.equals("Type") ? "Type" : "no text field " + field);
        assertThat(sns.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "3", "2 ", "SHA256"})
    void refusesAnUnknownVersion(String version) {
        refuses(SignedMessage.notification(MESSAGE).with("SignatureVersion", version), Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "[]", "null", "7", "\"text\"", "{", "{}", "{\"Type\":7}", "{}{}", "\uFFFF"})
    void refusesWhatIsNoMessage(String body) {
        refuses(body, Reason.MALFORMED);
        assertThat(sns.asked).isEmpty();
    }

    @Test
    void refusesAMessageThatWasDeliveredRaw() {
        assertThat(refuses(MESSAGE, Reason.MALFORMED)).contains("raw message delivery");
    }

    @Test
    void refusesAKeyThatOccursTwice() {
        String text = SignedMessage.notification(MESSAGE).text();

        refuses(text.replaceFirst("\\{", "{\"Message\":\"{}\","), Reason.MALFORMED);
    }

    @Test
    void refusesWhatIsNestedWithoutEnd() {
        String text = SignedMessage.notification(MESSAGE).text();

        refuses(text.replaceFirst("\\{", "{\"MessageAttributes\":" + "[".repeat(100_000) + ","), Reason.MALFORMED);
        refuses(
                text.replaceFirst(
                        "\\{", "{\"MessageAttributes\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000) + ","),
                Reason.MALFORMED);
    }

    @Test
    void refusesAnotherTypeInTheHeader() {
        String text = SignedMessage.notification(MESSAGE).text();

        assertThatThrownBy(() -> notifications.verify(text, "SubscriptionConfirmation"))
                .isInstanceOfSatisfying(
                        UntrustedNotificationException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
        assertThat(notifications.verify(text, "Notification")).isNotNull();
    }

    @Test
    void boundsTheBody() {
        String text = SignedMessage.notification(MESSAGE).text();
        String largest = text + " ".repeat(1024 * 1024 - text.getBytes(StandardCharsets.UTF_8).length);

        assertThat(notifications.verify(largest, null)).isNotNull();
        refuses(largest + " ", Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:sns:eu-central-1:123456789012:others",
                "arn:aws:sns:eu-central-1:210987654321:orders",
                "arn:aws:sns:us-east-1:123456789012:orders",
                "ARN:aws:sns:eu-central-1:123456789012:orders",
                ""
            })
    void refusesAnotherTopicWithoutAskingAnybody(String arn) {
        String complaint = refuses(
                SignedMessage.notification(MESSAGE).with("TopicArn", arn).signed(), Reason.TOPIC);

        assertThat(complaint).contains(arn.startsWith("arn") ? arn : "not an ARN");
        assertThat(sns.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.eu-central-1.amazonaws.com/SimpleNotificationService.pem",
                "https://sns.us-east-1.amazonaws.com/SimpleNotificationService.pem",
                "https://sns.eu-central-1.amazonaws.com.attacker.example/SimpleNotificationService.pem",
                "https://attacker.example/sns.eu-central-1.amazonaws.com/SimpleNotificationService.pem",
                "https://attacker.example#@sns.eu-central-1.amazonaws.com/SimpleNotificationService.pem",
                "https://sns.eu-central-1.amazonaws.com@attacker.example/SimpleNotificationService.pem",
                "https://attacker@sns.eu-central-1.amazonaws.com/SimpleNotificationService.pem",
                "https://sns.eu-central-1.amazonaws.com:8443/SimpleNotificationService.pem",
                "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService.pem?Action=Publish",
                "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService.pem#fragment",
                "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription",
                "https://sns.eu-central-1.amazonaws.com/a/b.pem",
                "https://sns.eu-central-1.amazonaws.com",
                "file:///tmp/certificate.pem",
                "mailto:sns@example.com",
                "/SimpleNotificationService.pem",
                "https://not an address",
                ""
            })
    void refusesACertificateFromElsewhereWithoutAskingAnybody(String url) {
        refuses(SignedMessage.notification(MESSAGE).with("SigningCertURL", url), Reason.HOST);
        assertThat(sns.asked).isEmpty();
    }

    @Test
    void takesTheDefaultPortForWhatItIs() {
        String text = SignedMessage.notification(MESSAGE)
                .with("SigningCertURL", "https://sns.eu-central-1.amazonaws.com:443/SimpleNotificationService.pem")
                .text();

        assertThat(notifications.verify(text, null)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription",
                "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription",
                "https://attacker.example/?Action=ConfirmSubscription",
                "https://sns.eu-central-1.amazonaws.com:8443/?Action=ConfirmSubscription",
                "confirm"
            })
    void refusesASignedConfirmationThatLeadsElsewhere(String url) {
        for (String type : new String[] {"SubscriptionConfirmation", "UnsubscribeConfirmation"}) {
            refuses(SignedMessage.confirmation(type).with("SubscribeURL", url).signed(), Reason.HOST);
        }
    }

    @Test
    void refusesTheSignatureOfSomebodyElse() {
        SigningIdentity stranger = SigningIdentity.named(SigningIdentity.SNS);

        refuses(SignedMessage.notification(MESSAGE).signedBy(stranger), Reason.SIGNATURE);
    }

    @Test
    void refusesTheCertificateOfSomebodyElse() {
        SigningIdentity stranger = SigningIdentity.named("attacker.example");
        sns.body = stranger.pem();

        assertThat(refuses(SignedMessage.notification(MESSAGE).signedBy(stranger), Reason.SIGNATURE))
                .contains("does not match expected common name");
    }

    @Test
    void refusesACertificateThatIsExpiredOrNotYetValid() {
        Instant now = Instant.now();
        SigningIdentity expired = SigningIdentity.valid(
                now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(6)), SigningIdentity.SNS);
        SigningIdentity early =
                SigningIdentity.valid(now.plus(Duration.ofDays(3)), now.plus(Duration.ofDays(12)), SigningIdentity.SNS);

        sns.body = expired.pem();
        assertThat(refuses(SignedMessage.notification(MESSAGE).signedBy(expired), Reason.SIGNATURE))
                .contains("expired");
        sns.body = early.pem();
        assertThat(refuses(SignedMessage.notification(MESSAGE).signedBy(early), Reason.SIGNATURE))
                .contains("not yet valid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>not a certificate</html>",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
            })
    void refusesWhatIsNoCertificate(String pem) {
        sns.body = pem;

        refuses(SignedMessage.notification(MESSAGE), Reason.SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void refusesACertificateThatSnsDoesNotHave(int status) {
        sns.status = status;

        refuses(SignedMessage.notification(MESSAGE), Reason.SIGNATURE);
    }

    @Test
    void refusesWhatIsNoTimestampOrSignatureWithoutQuotingIt() {
        refuses(SignedMessage.notification(MESSAGE).with("Timestamp", TestTokens.numbered(1)), Reason.SIGNATURE);
        refuses(SignedMessage.notification(MESSAGE).with("Signature", "§" + TestTokens.numbered(1)), Reason.SIGNATURE);
        refuses(
                SignedMessage.notification(MESSAGE).with("UnsubscribeURL", " " + TestTokens.numbered(1)),
                Reason.SIGNATURE);
    }

    private String refuses(SignedMessage message, Reason reason) {
        return refuses(message.text(), reason);
    }

    /** Returns the complaint. */
    private String refuses(String body, Reason reason) {
        StringWriter trace = new StringWriter();
        assertThatThrownBy(() -> notifications.process(body, processor))
                .isInstanceOfSatisfying(UntrustedNotificationException.class, e -> {
                    assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
                    e.printStackTrace(new PrintWriter(trace, true));
                });
        assertThat(trace.toString()).doesNotContain(TestTokens.PREFIX).doesNotContain("number");
        assertThat(stepFunctions.answers()).isEmpty();
        assertThat(stepFunctions.heartbeats()).isZero();
        return trace.toString().lines().findFirst().orElseThrow();
    }
}

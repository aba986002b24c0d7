package dev.tasktoken.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.sns.SnsCallFailedException;
import dev.tasktoken.sns.SnsNotifications;
import dev.tasktoken.sns.UntrustedNotificationException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What strangers post to an endpoint: none of it is signed, so none of it is more than refused. */
class SnsNotificationsFuzzTest {
    private static final SnsNotifications NOTIFICATIONS = SnsNotifications.builder()
            .topic("arn:aws:sns:eu-central-1:123456789012:orders")
            .httpClient(new NoNetwork())
            .build();
    private static final List<String> TYPES = List.of("Notification", "SubscriptionConfirmation");

    static Stream<byte[]> seeds() {
        return Stream.concat(Input.kit(), TYPES.stream().map(SnsNotificationsFuzzTest::message));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void refusesWhatIsNotSigned(byte[] raw) {
        Input input = Input.of(raw);
        try {
            NOTIFICATIONS.verify(input.bytes(0), input.text(1).isEmpty() ? null : input.text(1));
        } catch (UntrustedNotificationException | SnsCallFailedException e) {
            Outcome.requireNoToken(e);
            return;
        }
        throw new AssertionError("It was not signed, and taken");
    }

    private static byte[] message(String type) {
        return """
                {"Type":"%s","MessageId":"m-1","TopicArn":"arn:aws:sns:eu-central-1:123456789012:orders",\
                "Subject":"s","Message":"{\\"TaskToken\\":\\"<A>\\"}","Timestamp":"2026-01-01T00:00:00.000Z",\
                "SignatureVersion":"2","Signature":"c2lnbmF0dXJl","Token":"t",\
                "SubscribeURL":"https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription",\
                "UnsubscribeURL":"https://sns.eu-central-1.amazonaws.com/?Action=Unsubscribe",\
                "SigningCertURL":"https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0.pem"}""".formatted(type).getBytes(StandardCharsets.UTF_8);
    }
}

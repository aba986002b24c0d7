package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LambdaEventsTest {
    private static final String TOKEN = TestTokens.numbered(1);
    private static final String QUEUE_ARN = "arn:aws:sqs:eu-central-1:123456789012:orders";

    @TempDir
    private Path directory = Path.of("set by JUnit");

    record Order(String orderId) {}

    static final class Parcel {
        public String orderId = "none";
    }

    @Test
    void aRealEventIsReadFromItsFile() throws Exception {
        Path file = Files.writeString(directory.resolve("sns.json"), """
                {"Records": [{"EventSource": "aws:sns", "EventVersion": "1.0",
                  "EventSubscriptionArn": "arn:aws:sns:us-east-1:123456789012:orders:1",
                  "Sns": {"Type": "Notification", "MessageId": "m-1", "TopicArn": "arn:aws:sns:us-east-1:123456789012:orders",
                    "Subject": null, "Message": "{}", "Timestamp": "2026-01-02T03:04:05.678Z", "SignatureVersion": "1",
                    "Signature": "EXAMPLE", "SigningCertUrl": "https://sns.us-east-1.amazonaws.com/a.pem",
                    "UnsubscribeUrl": "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe",
                    "MessageAttributes": {"kind": {"Type": "String", "Value": "express"}}}}]}""");

        SNSEvent.SNSRecord record =
                LambdaEvents.read(file, SNSEvent.class).getRecords().get(0);

        assertThat(record.getEventSource()).isEqualTo("aws:sns");
        assertThat(record.getEventSubscriptionArn()).endsWith("orders:1");
        assertThat(record.getSNS().getTimestamp()).hasToString("2026-01-02T03:04:05.678Z");
        assertThat(record.getSNS().getSigningCertUrl()).endsWith("/a.pem");
        assertThat(record.getSNS().getMessageAttributes()).containsOnlyKeys("kind");
    }

    @Test
    void anEventOfTheBusAMapAndAClassAreReadFromText() {
        String event = Deliveries.eventBridge(TOKEN, new Order("0001")).event();

        assertThat(LambdaEvents.read(event, ScheduledEvent.class).getDetail()).containsEntry("orderId", "0001");
        assertThat(LambdaEvents.read(event, Map.class).get("detail-type")).isNotNull();
        assertThat(LambdaEvents.read("{\"orderId\": \"0001\", \"more\": 1}", Parcel.class).orderId)
                .isEqualTo("0001");
    }

    /** So that a handler which cannot run in Lambda does not pass here. */
    @Test
    void aRecordIsNotReadAsInLambda() {
        assertThatThrownBy(() -> LambdaEvents.read("{\"orderId\": \"0001\"}", Order.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("Lambda's runtime reads no records");
    }

    @Test
    void messagesThatTheSdkReceivedMakeAnEvent() {
        SqsDelivery delivery = Deliveries.sqs(TOKEN, new Order("0001")).attribute("kind", "express");

        SQSEvent event = LambdaEvents.sqs(
                List.of(delivery.message(), delivery.redelivered().message()), QUEUE_ARN);

        assertThat(event.getRecords())
                .extracting(SQSMessage::getMessageId)
                .containsOnly(delivery.message().messageId());
        SQSMessage again = event.getRecords().get(1);
        assertThat(again.getBody().equals(delivery.body())).isTrue();
        assertThat(again.getAttributes()).containsEntry("ApproximateReceiveCount", "2");
        assertThat(again.getMessageAttributes()).containsOnlyKeys("kind");
        assertThat(again.getMd5OfMessageAttributes())
                .isEqualTo(delivery.message().md5OfMessageAttributes());
        assertThat(again.getEventSourceArn()).isEqualTo(QUEUE_ARN);
        assertThat(again.getAwsRegion()).isEqualTo("eu-central-1");
    }

    @Test
    void whatCannotBeReadIsRefusedWithoutQuotingIt() {
        assertThatThrownBy(() -> LambdaEvents.read("{\"secret", Order.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the event is not JSON text");
        assertThatThrownBy(() -> LambdaEvents.read("[\"secret\"]", Order.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the event does not fit " + Order.class.getName())
                .hasNoCause();
        assertThatThrownBy(() -> LambdaEvents.read(directory.resolve("none.json"), Order.class))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.json");
    }
}

package dev.tasktoken.sns;

import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.AdapterContract;
import dev.tasktoken.testkit.DeliveryShape;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The kit's shapes, posted by a topic that signs them. */
class SnsNotificationsReadingTest extends AdapterContract {
    private static LocalSns sns;
    private static SnsNotifications notifications;

    @BeforeAll
    static void allowTheTopic() {
        sns = new LocalSns();
        notifications = SnsNotifications.builder()
                .topic(Records.TOPIC)
                .unsignedAttributes(true)
                .httpClient(sns)
                .build();
    }

    @AfterAll
    static void stop() {
        sns.close();
    }

    @Override
    protected CallbackEnvelope read(DeliveryShape shape) {
        return notifications.read(posted(shape));
    }

    @Override
    protected Settlement process(DeliveryShape shape, CallbackProcessor<?> processor) {
        return notifications.process(posted(shape), processor);
    }

    /** SNS takes messages of at most 256 KiB; the body around a larger one is refused. */
    @Override
    protected Optional<String> obstacle(DeliveryShape shape) {
        return shape.body().length() <= 256 * 1024
                ? Optional.empty()
                : Optional.of("a message of SNS has at most 256 KiB");
    }

    private static String posted(DeliveryShape shape) {
        SignedMessage message = SignedMessage.notification(shape.body());
        shape.attributes().forEach((name, value) -> message.attribute(name, "String", value));
        return message.text();
    }
}

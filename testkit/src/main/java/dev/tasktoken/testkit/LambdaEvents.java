package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.testkit.internal.functions.RuntimeSerializers;
import dev.tasktoken.testkit.internal.functions.SqsEventJson;
import dev.tasktoken.testkit.internal.values.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Makes the event objects of handlers as Lambda's Java runtime does: out of the JSON of real events, of deliveries, and
 * of messages that the SDK received. For the classes of {@code aws-lambda-java-events} that library must be on the
 * class path; for a handler that reads JSON itself, a delivery's {@code event()} needs none.
 *
 * <pre>{@code
 * SQSEvent event = LambdaEvents.sqs(Deliveries.sqs(taskToken, order).group("customer-7"));
 * SNSEvent recorded = LambdaEvents.read(Path.of("src/test/resources/events/paid.json"), SNSEvent.class);
 * }</pre>
 */
public final class LambdaEvents {
    private LambdaEvents() {}

    /**
     * Reads an event's JSON file, for instance one that a function logged, or one of {@code sam local generate-event}.
     *
     * @param json the file, UTF-8
     * @param event the type that the handler takes: a class of {@code aws-lambda-java-events}, a map, or your own,
     *     which cannot be a record
     * @param <T> the type
     * @return the event
     * @throws UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if it is not JSON, or does not fit the type
     */
    public static <T> T read(Path json, Class<T> event) {
        try {
            return read(Files.readString(json), event);
        } catch (IOException e) {
            throw new UncheckedIOException("the event cannot be read: " + json, e);
        }
    }

    /**
     * Reads an event's JSON text.
     *
     * @param json the text
     * @param event the type that the handler takes: a class of {@code aws-lambda-java-events}, a map, or your own,
     *     which cannot be a record
     * @param <T> the type
     * @return the event
     * @throws IllegalArgumentException if it is not JSON, or does not fit the type
     */
    public static <T> T read(String json, Class<T> event) {
        requireNonNull(event, "event");
        if (Json.parse(requireNonNull(json, "json")).isEmpty()) {
            throw new IllegalArgumentException("the event is not JSON text");
        }
        try {
            return RuntimeSerializers.read(json, event);
        } catch (RuntimeException e) {
            // The serializer's own message may quote the event.
            throw new IllegalArgumentException(
                    "the event does not fit " + event.getName() + "; Lambda's runtime reads no records");
        }
    }

    /**
     * Makes a batch of messages.
     *
     * @param deliveries the messages in their order
     * @return the event
     * @throws IllegalArgumentException if a message has no room for its token
     */
    public static SQSEvent sqs(SqsDelivery... deliveries) {
        return read(
                SqsEventJson.of(
                        Arrays.stream(deliveries).map(SqsDelivery::record).toList()),
                SQSEvent.class);
    }

    /**
     * Makes a batch of messages that the SDK's client received.
     *
     * @param messages the messages in their order, with the attributes that were asked for
     * @param queueArn the ARN of their queue
     * @return the event
     */
    public static SQSEvent sqs(List<Message> messages, String queueArn) {
        return read(SqsEventJson.of(messages, requireNonNull(queueArn, "queueArn")), SQSEvent.class);
    }

    /**
     * Makes an event of notifications.
     *
     * @param deliveries the notifications in their order
     * @return the event
     * @throws IllegalArgumentException if a message has no room for its token
     */
    public static SNSEvent sns(SnsDelivery... deliveries) {
        return read(SnsDelivery.event(Arrays.asList(deliveries)), SNSEvent.class);
    }
}

package dev.tasktoken.sqs;

import dev.tasktoken.internal.AwsRefusal;
import dev.tasktoken.internal.WarnOnce;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Calls SQS for one queue. Thread-safe. */
final class SqsQueue {
    /** The most that one call receives, deletes or hides (SQS API reference). */
    static final int LARGEST_BATCH = 10;

    private static final Logger LOG = LoggerFactory.getLogger(SqsQueue.class);

    private final SqsClient client;
    private final String url;
    private final WarnOnce deleteWarning = new WarnOnce();
    private final WarnOnce hideWarning = new WarnOnce();

    SqsQueue(SqsClient client, String url) {
        this.client = Objects.requireNonNull(client, "sqs");
        this.url = Objects.requireNonNull(url, "queueUrl");
        if (url.isBlank()) {
            throw new IllegalArgumentException("queueUrl must not be blank");
        }
    }

    /**
     * An error entry of a batch call, for one of its messages.
     *
     * @param message the message
     * @param code the service's error code
     * @param isFinal whether SQS would refuse the repeated call, too
     */
    record Refusal(Message message, String code, boolean isFinal) {}

    String name() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    boolean isFifo() {
        return url.endsWith(".fifo");
    }

    List<Message> receive(int atMost, Duration waitTime, Duration visibilityTimeout) {
        return client.receiveMessage(r -> r.queueUrl(url)
                        .maxNumberOfMessages(atMost)
                        .waitTimeSeconds(wholeSeconds(waitTime))
                        .visibilityTimeout(wholeSeconds(visibilityTimeout))
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }

    /** Deletes at most ten messages. */
    List<Refusal> delete(List<Message> messages) {
        List<DeleteMessageBatchRequestEntry> entries = IntStream.range(0, messages.size())
                .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(messages.get(i).receiptHandle())
                        .build())
                .toList();
        return callAndWarnIfDenied(
                "sqs:DeleteMessage",
                deleteWarning,
                () -> refusals(
                        messages,
                        client.deleteMessageBatch(d -> d.queueUrl(url).entries(entries))
                                .failed()));
    }

    /** Hides at most ten messages for a time from now on. Zero releases them. */
    List<Refusal> hide(List<Message> messages, Duration time) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = IntStream.range(0, messages.size())
                .mapToObj(i -> ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(messages.get(i).receiptHandle())
                        .visibilityTimeout(wholeSeconds(time))
                        .build())
                .toList();
        return callAndWarnIfDenied(
                "sqs:ChangeMessageVisibility",
                hideWarning,
                () -> refusals(
                        messages,
                        client.changeMessageVisibilityBatch(c -> c.queueUrl(url).entries(entries))
                                .failed()));
    }

    /** Makes a call, and logs one warning while its permission is missing, which only a person can grant. */
    private List<Refusal> callAndWarnIfDenied(String permission, WarnOnce warning, Supplier<List<Refusal>> call) {
        try {
            List<Refusal> refusals = call.get();
            warning.reset();
            return refusals;
        } catch (RuntimeException e) {
            if (AwsRefusal.isDenied(e) && warning.shouldWarn()) {
                LOG.warn(
                        "SQS denied {} on {}; messages are redelivered without need: {}",
                        permission,
                        name(),
                        AwsRefusal.describe(e));
            }
            throw e;
        }
    }

    private static int wholeSeconds(Duration time) {
        return (int) time.plusMillis(999).toSeconds();
    }

    private static List<Refusal> refusals(List<Message> messages, @Nullable List<BatchResultErrorEntry> failed) {
        return failed == null
                ? List.of()
                : failed.stream()
                        .map(entry -> new Refusal(
                                messages.get(Integer.parseInt(entry.id())),
                                entry.code(),
                                Boolean.TRUE.equals(entry.senderFault())))
                        .toList();
    }
}

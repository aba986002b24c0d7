package dev.tasktoken.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A queue, and the calls that are made of it. Thread-safe. */
final class SqsQueue {
    /** The most that one call receives, deletes or hides (SQS API reference). */
    static final int LARGEST_BATCH = 10;

    private static final Logger LOG = LoggerFactory.getLogger(SqsQueue.class);

    private final SqsClient client;
    private final String url;
    private final AtomicBoolean toldOfDenial = new AtomicBoolean();

    SqsQueue(SqsClient client, String url) {
        this.client = Objects.requireNonNull(client, "sqs");
        this.url = Objects.requireNonNull(url, "queueUrl");
        if (url.isBlank()) {
            throw new IllegalArgumentException("queueUrl must not be blank");
        }
    }

    /**
     * What a call says of one of its messages that it did not serve.
     *
     * @param message the message
     * @param code the service's error code
     * @param isFinal whether the same call would be refused again
     */
    record Refusal(Message message, String code, boolean isFinal) {}

    String name() {
        return url.substring(url.lastIndexOf('/') + 1);
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
        return tellingOfDenial(
                "sqs:DeleteMessage",
                () -> refusals(
                        messages,
                        client.deleteMessageBatch(d -> d.queueUrl(url).entries(entries))
                                .failed()));
    }

    /** Hides at most ten messages for so long from now on; for no time to give them back. */
    List<Refusal> hide(List<Message> messages, Duration time) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = IntStream.range(0, messages.size())
                .mapToObj(i -> ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(messages.get(i).receiptHandle())
                        .visibilityTimeout(wholeSeconds(time))
                        .build())
                .toList();
        return tellingOfDenial(
                "sqs:ChangeMessageVisibility",
                () -> refusals(
                        messages,
                        client.changeMessageVisibilityBatch(c -> c.queueUrl(url).entries(entries))
                                .failed()));
    }

    /** A call that is not permitted is tried again like others, but a person must hear which it is. */
    private List<Refusal> tellingOfDenial(String permission, Supplier<List<Refusal>> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            if (isDenied(e) && toldOfDenial.compareAndSet(false, true)) {
                LOG.warn("{} of {} is refused; messages come again that need not: {}", permission, name(), describe(e));
            }
            throw e;
        }
    }

    /** Whether a permission is missing; SQS answers 403, its JSON protocol 400 with this code (inferred). */
    static boolean isDenied(Throwable failure) {
        if (!(failure instanceof AwsServiceException refusal)) {
            return false;
        }
        AwsErrorDetails details = refusal.awsErrorDetails();
        return refusal.statusCode() == 403
                || (details != null && String.valueOf(details.errorCode()).startsWith("AccessDenied"));
    }

    /** Divides messages into those that must be processed one after the other: a FIFO queue's groups. */
    List<List<Message>> groups(List<Message> messages) {
        if (!url.endsWith(".fifo")) {
            return messages.stream().map(List::of).toList();
        }
        Map<String, List<Message>> groups = new LinkedHashMap<>();
        for (Message message : messages) {
            String group = message.attributes().getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, "");
            groups.computeIfAbsent(group, id -> new ArrayList<>()).add(message);
        }
        return List.copyOf(groups.values());
    }

    /** What failed, for a log line: no text of the service's or the SDK's, which may quote a response. */
    static String describe(Throwable failure) {
        if (failure instanceof AwsServiceException refusal) {
            AwsErrorDetails details = refusal.awsErrorDetails();
            return refusal.getClass().getSimpleName() + " " + (details == null ? "" : details.errorCode() + " ")
                    + refusal.statusCode();
        }
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return failure.getClass().getSimpleName()
                + (root == failure ? "" : " of " + root.getClass().getSimpleName());
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

package dev.tasktoken.spring.test;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/**
 * Queues in memory behind the SDK's interface: what a worker and a state machine call. A queue is known by the last
 * part of its URL, whatever the rest is, and exists from its first use on. Thread-safe.
 */
final class LocalQueues implements SqsClient {
    private static final String BASE = "https://sqs.us-east-1.amazonaws.com/123456789012/";
    private static final int QUEUES_OWN_TIMEOUT = 30;

    private final Map<String, LocalQueue> queues = new ConcurrentHashMap<>();

    @Override
    public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
        return GetQueueUrlResponse.builder()
                .queueUrl(BASE + request.queueName())
                .build();
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        String id = queue(request.queueUrl()).send(request.messageBody(), request.messageAttributes());
        return SendMessageResponse.builder().messageId(id).build();
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        try {
            return ReceiveMessageResponse.builder()
                    .messages(queue(request.queueUrl())
                            .receive(
                                    Objects.requireNonNullElse(request.maxNumberOfMessages(), 1),
                                    seconds(request.waitTimeSeconds(), 0),
                                    seconds(request.visibilityTimeout(), QUEUES_OWN_TIMEOUT)))
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("Interrupted while waiting for a message", e);
        }
    }

    @Override
    public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
        request.entries().forEach(entry -> queue(request.queueUrl()).delete(entry.receiptHandle()));
        return DeleteMessageBatchResponse.builder().build();
    }

    @Override
    public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
            ChangeMessageVisibilityBatchRequest request) {
        request.entries()
                .forEach(entry -> queue(request.queueUrl())
                        .hide(entry.receiptHandle(), seconds(entry.visibilityTimeout(), QUEUES_OWN_TIMEOUT)));
        return ChangeMessageVisibilityBatchResponse.builder().build();
    }

    /** Says how many messages the queue has, hidden ones among them. */
    @Override
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
        int size = queue(request.queueUrl()).size();
        return GetQueueAttributesResponse.builder()
                .attributes(Map.of(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, Integer.toString(size)))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        queues.clear();
    }

    private LocalQueue queue(String url) {
        return queues.computeIfAbsent(url.substring(url.lastIndexOf('/') + 1), name -> new LocalQueue());
    }

    private static Duration seconds(Integer seconds, int otherwise) {
        return Duration.ofSeconds(Objects.requireNonNullElse(seconds, otherwise));
    }
}

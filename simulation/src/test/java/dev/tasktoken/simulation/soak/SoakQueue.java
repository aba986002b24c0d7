package dev.tasktoken.simulation.soak;

import dev.tasktoken.testkit.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** A queue that never empties: a deleted message makes room for the next one, a released one is received again. */
final class SoakQueue implements SqsClient {
    private final LinkedBlockingQueue<Message> visible = new LinkedBlockingQueue<>();
    private final ConcurrentMap<String, Message> received = new ConcurrentHashMap<>();
    final AtomicInteger sent = new AtomicInteger();
    final AtomicInteger deleted = new AtomicInteger();

    SoakQueue(int messages) {
        for (int i = 0; i < messages; i++) {
            send();
        }
    }

    private void send() {
        int number = sent.incrementAndGet();
        String body = "{\"orderId\":\"o-" + number + "\",\"taskToken\":\"" + TestTokens.numbered(number) + "\"}";
        visible.add(Message.builder()
                .messageId("m-" + number)
                .receiptHandle("m-" + number)
                .body(body)
                .attributes(Map.of(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"))
                .build());
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        failSometimes();
        try {
            Message message = visible.poll(100, TimeUnit.MILLISECONDS);
            if (message != null) {
                received.put(message.receiptHandle(), message);
            }
            return ReceiveMessageResponse.builder()
                    .messages(Stream.ofNullable(message).toList())
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SdkClientException.create("interrupted", e);
        }
    }

    @Override
    public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
        failSometimes();
        request.entries().forEach(entry -> {
            if (received.remove(entry.receiptHandle()) != null) {
                deleted.incrementAndGet();
                send();
            }
        });
        return DeleteMessageBatchResponse.builder()
                .failed(List.<BatchResultErrorEntry>of())
                .build();
    }

    @Override
    public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
            ChangeMessageVisibilityBatchRequest request) {
        failSometimes();
        request.entries().stream()
                .filter(entry -> Objects.requireNonNullElse(entry.visibilityTimeout(), 0) < 10)
                .map(entry -> received.remove(entry.receiptHandle()))
                .filter(Objects::nonNull)
                .forEach(visible::add);
        return ChangeMessageVisibilityBatchResponse.builder()
                .failed(List.<BatchResultErrorEntry>of())
                .build();
    }

    private static void failSometimes() {
        if (ThreadLocalRandom.current().nextInt(50) == 0) {
            throw SdkClientException.create("Read timed out");
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

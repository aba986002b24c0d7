package dev.tasktoken.consumer.sqssdk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** Hands out one message, and after it none until the message was deleted. */
final class OneMessage implements SqsClient {
    final BlockingQueue<String> deleted = new LinkedBlockingQueue<>();
    private final BlockingQueue<List<Message>> polls = new LinkedBlockingQueue<>();

    OneMessage(Message message) {
        polls.add(List.of(message));
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        try {
            return ReceiveMessageResponse.builder().messages(polls.take()).build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
        for (DeleteMessageBatchRequestEntry entry : request.entries()) {
            deleted.add(entry.receiptHandle());
        }
        return DeleteMessageBatchResponse.builder().failed(new ArrayList<>()).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

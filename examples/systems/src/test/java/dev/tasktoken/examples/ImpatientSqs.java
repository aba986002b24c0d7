package dev.tasktoken.examples;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * A queue of a real server whose polls and visibility timeouts take a second, whatever the caller asks for, and whose
 * first calls fail.
 */
final class ImpatientSqs implements SqsClient {
    private final SqsClient sqs;
    private final Deque<String> failing;
    private final CountDownLatch failed = new CountDownLatch(1);

    /** The next calls of the operations that are named, a call for each mention, fail. */
    ImpatientSqs(SqsClient sqs, String... failing) {
        this.sqs = sqs;
        this.failing = new ArrayDeque<>(List.of(failing));
    }

    void awaitFailure() throws InterruptedException {
        failed.await();
    }

    /** Whether all that was to fail has failed. */
    synchronized boolean hasFailed() {
        return failing.isEmpty();
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        failIfSet("receiveMessage");
        return sqs.receiveMessage(
                request.toBuilder().waitTimeSeconds(1).visibilityTimeout(1).build());
    }

    @Override
    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
        failIfSet("deleteMessage");
        return sqs.deleteMessage(request);
    }

    @Override
    public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
            ChangeMessageVisibilityBatchRequest request) {
        return sqs.changeMessageVisibilityBatch(request);
    }

    private synchronized void failIfSet(String operation) {
        if (failing.remove(operation)) {
            failed.countDown();
            throw SdkClientException.create("Unable to execute HTTP request: " + operation);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

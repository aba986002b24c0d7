package dev.tasktoken.sqs;

import java.util.concurrent.Semaphore;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** Passes a worker's calls on, and tells of changes of visibility. */
final class CountingSqs implements SqsClient {
    private final SqsClient client;
    private final Semaphore renewals = new Semaphore(0);

    CountingSqs(SqsClient client) {
        this.client = client;
    }

    /** Waits until the visibility was changed so often, not counting what another waited for. */
    void awaitRenewals(int count) throws InterruptedException {
        renewals.acquire(count);
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        return client.receiveMessage(request);
    }

    @Override
    public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
        return client.deleteMessageBatch(request);
    }

    @Override
    public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
            ChangeMessageVisibilityBatchRequest request) {
        ChangeMessageVisibilityBatchResponse response = client.changeMessageVisibilityBatch(request);
        renewals.release();
        return response;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

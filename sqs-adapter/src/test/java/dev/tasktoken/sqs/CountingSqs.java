package dev.tasktoken.sqs;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** Passes a worker's calls on, counts its polls, and lets others wait for renewals of visibility. */
final class CountingSqs implements SqsClient {
    private final SqsClient client;
    private final Duration pollLatency;
    private final Semaphore renewals = new Semaphore(0);
    private final AtomicInteger polls = new AtomicInteger();
    private int renewed;

    CountingSqs(SqsClient client) {
        this(client, Duration.ZERO);
    }

    /** With polls that take so long more, as a service's do that is not in this process. */
    CountingSqs(SqsClient client, Duration pollLatency) {
        this.client = client;
        this.pollLatency = pollLatency;
    }

    /** Waits until messages were hidden for longer so often, not counting what another waited for. */
    void awaitRenewals(int count) throws InterruptedException {
        renewals.acquire(count);
    }

    /** Waits until messages were hidden for longer so often since the beginning. */
    synchronized void awaitRenewalsInAll(int count) throws InterruptedException {
        while (renewed < count) {
            wait();
        }
    }

    private synchronized void renewed() {
        renewed++;
        renewals.release();
        notifyAll();
    }

    /** How many polls have begun. */
    int polls() {
        return polls.get();
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        polls.incrementAndGet();
        LockSupport.parkNanos(pollLatency.toNanos());
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
        if (request.entries().get(0).visibilityTimeout() > 0) {
            renewed();
        }
        return response;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

package dev.tasktoken.sqs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A scripted SQS: it fails on request, which ElasticMQ cannot, and reports every call. A poll waits for the test. */
final class ScriptedSqs implements SqsClient {
    static final String URL = "https://sqs.us-east-1.amazonaws.com/123456789012/scripted";

    /** A batch of deletes, or of visibility changes with their seconds, by receipt handle. */
    record Call(Map<String, Integer> secondsByReceipt) {
        static final int DELETED = -1;

        int size() {
            return secondsByReceipt.size();
        }
    }

    private final BlockingQueue<Supplier<ReceiveMessageResponse>> polls = new LinkedBlockingQueue<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final Queue<RuntimeException> failures = new ArrayDeque<>();
    private final Queue<List<BatchResultErrorEntry>> refusals = new ArrayDeque<>();

    static Message message(int number) {
        return Message.builder()
                .messageId("m-" + number)
                .receiptHandle("r-" + number)
                .body(Records.body(number))
                .attributes(Map.of(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"))
                .build();
    }

    static List<Message> messages(int count) {
        List<Message> messages = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            messages.add(message(number));
        }
        return messages;
    }

    static SqsException refusal(String code, int status) {
        return (SqsException) SqsException.builder()
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .statusCode(status)
                .build();
    }

    /** Ends the next poll with messages. */
    void deliver(List<Message> messages) {
        polls.add(() -> ReceiveMessageResponse.builder().messages(messages).build());
    }

    /** Ends the next poll with a failure. */
    void failPoll(RuntimeException failure) {
        polls.add(() -> {
            throw failure;
        });
    }

    /** Fails the next batch call as a whole. */
    synchronized void failNext(RuntimeException failure) {
        failures.add(failure);
    }

    /** Refuses one message of the next batch call. */
    synchronized void refuseNext(int place, String code, boolean senderFault) {
        refusals.add(List.of(BatchResultErrorEntry.builder()
                .id(Integer.toString(place))
                .code(code)
                .senderFault(senderFault)
                .build()));
    }

    /** Waits for the next batch call. */
    Call awaitCall() throws InterruptedException {
        return calls.take();
    }

    /** Waits for the next batch call that releases. */
    Call awaitRelease() throws InterruptedException {
        Call call = calls.take();
        while (!call.secondsByReceipt().containsValue(0)) {
            call = calls.take();
        }
        return call;
    }

    /** Waits until so many polls have begun since the beginning. */
    void awaitPolls(int count) {
        while (begun.get() < count) {
            Thread.onSpinWait();
        }
    }

    /** Waits until so many polls have ended since the beginning. */
    void awaitEndedPolls(int count) {
        while (ended.get() < count) {
            Thread.onSpinWait();
        }
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        begun.incrementAndGet();
        try {
            return polls.take().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            ended.incrementAndGet();
        }
    }

    @Override
    public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
        Map<String, Integer> deleted = new LinkedHashMap<>();
        for (DeleteMessageBatchRequestEntry entry : request.entries()) {
            deleted.put(entry.receiptHandle(), Call.DELETED);
        }
        return DeleteMessageBatchResponse.builder().failed(take(deleted)).build();
    }

    @Override
    public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
            ChangeMessageVisibilityBatchRequest request) {
        Map<String, Integer> hidden = new LinkedHashMap<>();
        for (ChangeMessageVisibilityBatchRequestEntry entry : request.entries()) {
            hidden.put(entry.receiptHandle(), entry.visibilityTimeout());
        }
        return ChangeMessageVisibilityBatchResponse.builder()
                .failed(take(hidden))
                .build();
    }

    private synchronized List<BatchResultErrorEntry> take(Map<String, Integer> seconds) {
        calls.add(new Call(seconds));
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        List<BatchResultErrorEntry> refused = refusals.poll();
        return refused == null ? List.of() : refused;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

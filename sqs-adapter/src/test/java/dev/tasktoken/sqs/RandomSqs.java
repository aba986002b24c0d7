package dev.tasktoken.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * A queue in memory, with a redrive policy, that answers at random: polls bring less than there is, or nothing, or fail
 * before anything was handed out; deletes and changes of visibility fail as a whole or for one message.
 */
final class RandomSqs implements SqsClient {
    private static final long LONGEST_NAP = 50; // a hidden message is visible again at some time, without a word

    private final Random random;
    private final int maxReceiveCount;
    private final List<Stored> stored = new ArrayList<>();
    private final List<String> deadLetters = new ArrayList<>();
    private int receipts;

    private static final class Stored {
        private final int number;
        private final @Nullable String group;
        private int receives;
        private String receipt = "";
        private Deadline hidden = Deadline.in(Duration.ZERO);

        private Stored(int number, @Nullable String group) {
            this.number = number;
            this.group = group;
        }

        private Message message() {
            Message.Builder message = Message.builder()
                    .messageId("m-" + number)
                    .receiptHandle(receipt)
                    .body(Records.body(number));
            String count = Integer.toString(receives);
            return group == null
                    ? message.attributes(Map.of(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, count))
                            .build()
                    : message.attributes(Map.of(
                                    MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                                    count,
                                    MessageSystemAttributeName.MESSAGE_GROUP_ID,
                                    group,
                                    MessageSystemAttributeName.SEQUENCE_NUMBER,
                                    Integer.toString(number)))
                            .build();
        }
    }

    RandomSqs(long seed, int maxReceiveCount) {
        this.random = new Random(seed);
        this.maxReceiveCount = maxReceiveCount;
    }

    synchronized void send(int number, @Nullable String group) {
        stored.add(new Stored(number, group));
        notifyAll();
    }

    synchronized List<String> deadLetters() {
        return List.copyOf(deadLetters);
    }

    @Override
    public synchronized ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        failSometimes();
        int atMost = random.nextInt(4) == 0 ? random.nextInt(request.maxNumberOfMessages() + 1) : 10;
        List<Message> messages = handOut(Math.min(atMost, request.maxNumberOfMessages()), request.visibilityTimeout());
        try {
            Deadline end = Deadline.in(Duration.ofSeconds(request.waitTimeSeconds()));
            while (messages.isEmpty() && atMost > 0 && !end.isOver()) {
                wait(LONGEST_NAP);
                messages = handOut(request.maxNumberOfMessages(), request.visibilityTimeout());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return ReceiveMessageResponse.builder().messages(messages).build();
    }

    private List<Message> handOut(int atMost, int seconds) {
        List<Message> messages = new ArrayList<>();
        Set<String> groups = new HashSet<>();
        stored.stream().filter(message -> !message.hidden.isOver()).forEach(message -> groups.add(group(message)));
        for (Iterator<Stored> all = stored.iterator(); all.hasNext() && messages.size() < atMost; ) {
            Stored next = all.next();
            boolean blocked = next.group != null && groups.contains(next.group);
            if (next.hidden.isOver() && !blocked && next.receives == maxReceiveCount) {
                deadLetters.add(Records.body(next.number));
                all.remove();
            } else if (next.hidden.isOver() && !blocked) {
                next.receives++;
                next.receipt = "r-" + ++receipts;
                next.hidden = Deadline.in(Duration.ofSeconds(seconds));
                messages.add(next.message());
            }
        }
        return messages;
    }

    /** SQS hands out several messages of one group in one response, so only what was hidden before blocks it. */
    private static String group(Stored message) {
        return message.group == null ? "" : message.group;
    }

    @Override
    public synchronized DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
        failSometimes();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        request.entries().forEach(entry -> serve(entry.id(), entry.receiptHandle(), failed, stored::remove));
        notifyAll();
        return DeleteMessageBatchResponse.builder().failed(failed).build();
    }

    @Override
    public synchronized ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
            ChangeMessageVisibilityBatchRequest request) {
        failSometimes();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (ChangeMessageVisibilityBatchRequestEntry entry : request.entries()) {
            Duration time = Duration.ofSeconds(entry.visibilityTimeout());
            serve(entry.id(), entry.receiptHandle(), failed, message -> message.hidden = Deadline.in(time));
        }
        notifyAll();
        return ChangeMessageVisibilityBatchResponse.builder().failed(failed).build();
    }

    private void serve(String id, String receipt, List<BatchResultErrorEntry> failed, Consumer<Stored> change) {
        if (random.nextInt(20) == 0) {
            failed.add(BatchResultErrorEntry.builder()
                    .id(id)
                    .code("InternalError")
                    .senderFault(false)
                    .build());
        } else {
            held(receipt).toList().forEach(change);
        }
    }

    private Stream<Stored> held(String receipt) {
        return stored.stream().filter(message -> message.receipt.equals(receipt));
    }

    private void failSometimes() {
        if (random.nextInt(20) == 0) {
            throw ScriptedSqs.refusal("ServiceUnavailable", 503);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

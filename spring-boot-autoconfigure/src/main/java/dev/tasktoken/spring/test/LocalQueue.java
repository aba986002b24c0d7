package dev.tasktoken.spring.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A standard queue in memory. Thread-safe. */
final class LocalQueue {
    private final Map<String, Stored> messages = new LinkedHashMap<>();

    /** A message between its sending and its deletion. */
    private static final class Stored {
        private final Message message;
        private int receives;
        private long hiddenUntil;
        private @Nullable String receipt;

        private Stored(Message message) {
            this.message = message;
            this.hiddenUntil = System.nanoTime();
        }

        private boolean isVisible(long now) {
            return hiddenUntil - now <= 0;
        }

        private Message receive(long until) {
            receives++;
            hiddenUntil = until;
            receipt = UUID.randomUUID().toString();
            return message.toBuilder()
                    .receiptHandle(receipt)
                    .attributes(
                            Map.of(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, Integer.toString(receives)))
                    .build();
        }
    }

    synchronized String send(String body, Map<String, MessageAttributeValue> attributes) {
        String id = UUID.randomUUID().toString();
        messages.put(
                id,
                new Stored(Message.builder()
                        .messageId(id)
                        .body(body)
                        .messageAttributes(attributes)
                        .build()));
        notifyAll();
        return id;
    }

    /** Waits until there is a message or the time is over. */
    synchronized List<Message> receive(int atMost, Duration wait, Duration hide) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        List<Message> received = visible(atMost, hide);
        while (received.isEmpty() && end - System.nanoTime() > 0) {
            wait(Math.max(1, Duration.ofNanos(nextLook(end) - System.nanoTime()).toMillis()));
            received = visible(atMost, hide);
        }
        return received;
    }

    synchronized void hide(String receipt, Duration time) {
        messages.values().stream()
                .filter(stored -> receipt.equals(stored.receipt))
                .forEach(stored -> stored.hiddenUntil = System.nanoTime() + time.toNanos());
        notifyAll();
    }

    synchronized void delete(String receipt) {
        messages.values().removeIf(stored -> receipt.equals(stored.receipt));
    }

    synchronized int size() {
        return messages.size();
    }

    private List<Message> visible(int atMost, Duration hide) {
        long now = System.nanoTime();
        List<Message> received = new ArrayList<>();
        for (Stored stored : messages.values()) {
            if (received.size() < atMost && stored.isVisible(now)) {
                received.add(stored.receive(now + hide.toNanos()));
            }
        }
        return received;
    }

    private long nextLook(long end) {
        return messages.values().stream()
                .mapToLong(stored -> stored.hiddenUntil)
                .reduce(end, (one, other) -> one - other < 0 ? one : other);
    }
}

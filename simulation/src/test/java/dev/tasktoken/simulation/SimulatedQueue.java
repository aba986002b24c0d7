package dev.tasktoken.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A standard queue: it redelivers what was not deleted when its visibility timeout is over, in any order. */
final class SimulatedQueue {
    static final Duration VISIBILITY_TIMEOUT = Duration.ofSeconds(30);

    private final World world;
    private final List<Queued> messages = new ArrayList<>();
    private int sent;

    private static final class Queued {
        private final String id;
        private final String body;
        private int receives;
        private Instant visibleAt = Instant.MIN;

        private Queued(String id, String body) {
            this.id = id;
            this.body = body;
        }
    }

    SimulatedQueue(World world) {
        this.world = world;
    }

    SqsClient client(SimulatedProcess process) {
        return new SimulatedSqsClient(this, process);
    }

    String send(String body) {
        Queued message = new Queued("m-" + ++sent, body);
        messages.add(message);
        return message.id;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    Optional<Message> receive() {
        Instant now = world.clock.instant();
        List<Queued> visible =
                messages.stream().filter(m -> !m.visibleAt.isAfter(now)).toList();
        if (visible.isEmpty()) {
            return Optional.empty();
        }
        Queued message = visible.get(world.anyOf(visible.size()));
        message.visibleAt = now.plus(VISIBILITY_TIMEOUT);
        message.receives++;
        return Optional.of(Message.builder()
                .messageId(message.id)
                .receiptHandle(message.id)
                .body(message.body)
                .attributes(
                        Map.of(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, String.valueOf(message.receives)))
                .build());
    }

    void delete(String receiptHandle) {
        messages.stream().filter(m -> m.id.equals(receiptHandle)).forEach(m -> Checks.ofDeletion(world, m.body));
        messages.removeIf(m -> m.id.equals(receiptHandle));
    }

    /** Loses what is in it, as a consumer does that deletes before it works. */
    void purge() {
        messages.clear();
    }
}

package dev.tasktoken.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * A queue that redelivers what was not deleted when its visibility timeout is over, in any order; or a FIFO queue with
 * one message group, of which nothing is delivered while a message is in flight.
 */
final class SimulatedQueue {
    static final Duration VISIBILITY_TIMEOUT = Duration.ofSeconds(30);

    private final World world;
    private final List<Queued> messages = new ArrayList<>();
    private int sent;
    private boolean fifo;

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

    void becomeFifo() {
        fifo = true;
    }

    boolean isFifo() {
        return fifo;
    }

    /** Of a FIFO group, the work on a message begins when the tasks of the earlier ones are closed. */
    void checkOrder(String id) {
        if (!fifo) {
            return;
        }
        world.service.tasks().stream()
                .takeWhile(task -> !task.id.equals(id))
                .filter(task -> task.status == SimulatedTask.Status.OPEN)
                .forEach(task -> world.violate(Invariant.IN_ORDER, id + " is worked on, and " + task + " is open"));
    }

    /** Takes up to so many messages. */
    List<Message> receive(int most) {
        Instant now = world.clock.instant();
        List<Queued> visible = new ArrayList<>(
                messages.stream().filter(m -> !m.visibleAt.isAfter(now)).toList());
        if (fifo && visible.size() < messages.size()) {
            return List.of();
        }
        List<Message> taken = new ArrayList<>();
        while (taken.size() < most && !visible.isEmpty()) {
            taken.add(take(visible.remove(fifo ? 0 : world.anyOf(visible.size())), now));
        }
        return taken;
    }

    private static Message take(Queued message, Instant now) {
        message.visibleAt = now.plus(VISIBILITY_TIMEOUT);
        message.receives++;
        return Message.builder()
                .messageId(message.id)
                .receiptHandle(message.id)
                .body(message.body)
                .attributes(
                        Map.of(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, String.valueOf(message.receives)))
                .build();
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

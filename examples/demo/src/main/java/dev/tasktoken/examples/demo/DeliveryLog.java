package dev.tasktoken.examples.demo;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was delivered to functions, and what became of it. Thread-safe. */
final class DeliveryLog {
    /** What happened to a delivery. */
    enum Step {
        DELIVERED("delivered to the function"),
        SETTLED("message settled and deleted"),
        DELETE_LOST("message settled, but its delete gets lost"),
        GIVEN_BACK("message given back: a batch item failure"),
        DEAD_LETTER("message found in the dead-letter queue");

        private final String text;

        Step(String text) {
            this.text = text;
        }
    }

    /** One step of one delivery. */
    record Entry(String messageId, int receive, Step step, Instant at) {
        String describe() {
            return step == Step.DELIVERED ? "delivered to the function, receive " + receive : step.text;
        }
    }

    private final Clock clock;
    private final List<Entry> entries = new ArrayList<>();

    DeliveryLog(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(String messageId, int receive, Step step) {
        entries.add(new Entry(messageId, receive, step, clock.instant()));
        notifyAll();
    }

    synchronized List<Entry> of(String messageId) {
        return entries.stream()
                .filter(entry -> entry.messageId().equals(messageId))
                .toList();
    }

    long count(String messageId, Step step) {
        return of(messageId).stream().filter(entry -> entry.step() == step).count();
    }

    /** Waits until a message was settled and deleted. */
    synchronized void awaitSettled(String messageId, Deadline deadline) {
        try {
            while (count(messageId, Step.SETTLED) == 0) {
                if (deadline.hasPassed()) {
                    throw new IllegalStateException("message " + messageId + " was not settled in time");
                }
                wait(deadline.remaining().toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Prints what became of a message that no execution sent. */
    void print(PrintStream out, String title, String messageId) {
        Timeline timeline = new Timeline();
        of(messageId).forEach(entry -> timeline.add(entry.at(), entry.describe()));
        timeline.print(out, title);
    }
}

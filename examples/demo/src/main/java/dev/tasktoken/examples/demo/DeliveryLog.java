package dev.tasktoken.examples.demo;

import dev.tasktoken.TaskToken;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records deliveries to functions, and their outcomes. Thread-safe. */
final class DeliveryLog {
    /** A step of a delivery. */
    enum Step {
        DELIVERED("delivered to the function"),
        SETTLED("message settled and deleted"),
        DELETE_LOST("message settled, but its delete is lost"),
        REPORTED_FAILED("message reported as a batch item failure"),
        DEAD_LETTER("message found in the dead-letter queue"),
        TAKEN("message read and deleted by the outside program"),
        INVOKED("function invoked"),
        RETURNED("function returned"),
        THREW("function threw: the invocation failed");

        private final String text;

        Step(String text) {
            this.text = text;
        }
    }

    /** One step of one delivery: of a message by its id, of a function's payload by its token's fingerprint. */
    record Entry(String deliveryId, int receive, Step step, Instant at) {
        String describe() {
            return step == Step.DELIVERED ? "delivered to the function, receive " + receive : step.text;
        }
    }

    private final Clock clock;
    private final List<Entry> entries = new ArrayList<>();

    DeliveryLog(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(String deliveryId, int receive, Step step) {
        entries.add(new Entry(deliveryId, receive, step, clock.instant()));
        notifyAll();
    }

    /**
     * Begins an invocation of a function with a token: it threw, unless it is said to have returned when it is closed.
     */
    Invocation begin(TaskToken token) {
        add(token.fingerprint(), 1, Step.INVOKED);
        return new Invocation(token.fingerprint());
    }

    /** An invocation of a function. */
    final class Invocation implements AutoCloseable {
        private final String fingerprint;
        private Step end = Step.THREW;

        private Invocation(String fingerprint) {
            this.fingerprint = fingerprint;
        }

        void returned() {
            end = Step.RETURNED;
        }

        @Override
        public void close() {
            add(fingerprint, 1, end);
        }
    }

    synchronized List<Entry> of(String deliveryId) {
        return entries.stream()
                .filter(entry -> entry.deliveryId().equals(deliveryId))
                .toList();
    }

    long count(String deliveryId, Step step) {
        return of(deliveryId).stream().filter(entry -> entry.step() == step).count();
    }

    /** Waits until a message was settled and deleted. */
    void awaitSettled(String messageId, Deadline deadline) {
        await(messageId, Step.SETTLED, deadline);
    }

    /** Waits for a step of a delivery. */
    synchronized void await(String deliveryId, Step step, Deadline deadline) {
        try {
            while (count(deliveryId, step) == 0) {
                if (deadline.hasPassed()) {
                    throw new IllegalStateException("delivery " + deliveryId + " was not " + step + " in time");
                }
                wait(deadline.remaining().toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Prints the deliveries of a message that no execution sent. */
    void print(PrintStream out, String title, String messageId) {
        Timeline timeline = new Timeline();
        of(messageId).forEach(entry -> timeline.add(entry.at(), entry.describe()));
        timeline.print(out, title);
    }
}

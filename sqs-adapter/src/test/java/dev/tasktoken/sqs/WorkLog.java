package dev.tasktoken.sqs;

import dev.tasktoken.TaskToken;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What work was begun, how often, and whether the service had taken an answer before. */
final class WorkLog {
    private final Map<String, TaskToken> tokens = new ConcurrentHashMap<>();
    private final Map<String, Integer> begun = new ConcurrentHashMap<>();
    private final AtomicInteger redone = new AtomicInteger();
    private final Semaphore beginnings = new Semaphore(0);
    private final Predicate<String> isAnswered;

    /**
     * Begins with nothing.
     *
     * @param isAnswered whether the service took an answer for a token's text
     */
    WorkLog(Predicate<String> isAnswered) {
        this.isAnswered = isAnswered;
    }

    void sent(TaskToken token) {
        tokens.put(token.fingerprint(), token);
    }

    /** Work begins for the token with this fingerprint. */
    void begins(String fingerprint) {
        TaskToken token = tokens.get(fingerprint);
        if (token == null) {
            throw new IllegalStateException("Work for a token that nobody sent");
        }
        if (isAnswered.test(token.value())) {
            redone.incrementAndGet();
        }
        begun.merge(fingerprint, 1, Integer::sum);
        beginnings.release();
    }

    /** Waits until work began so often more. */
    void awaitBeginnings(int count) throws InterruptedException {
        beginnings.acquire(count);
    }

    /** How much work was begun after the service had taken the task's answer. */
    int redone() {
        return redone.get();
    }

    /** How much work was begun again before that: the price of at-least-once. */
    int repeated() {
        int all = begun.values().stream().mapToInt(Integer::intValue).sum();
        return all - begun.size() - redone.get();
    }
}

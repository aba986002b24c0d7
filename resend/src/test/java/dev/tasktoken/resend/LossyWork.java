package dev.tasktoken.resend;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackEnvelope;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The work of all states, by a consumer that loses messages on purpose: 30 % before the work, 10 % after it, without an
 * answer. 15 % fail with {@code Busy}, which is retried. What is sent again is never lost.
 */
final class LossyWork {
    private static final List<String> SIDE_BY_SIDE = List.of("charge", "pack-0", "pack-1", "pack-2");
    private static final String LAST = "notify";

    private final TokenResponder responder;
    private final Map<Step, Integer> attempts = new HashMap<>();
    private final Map<Step, String> lost = new HashMap<>();
    private final Set<Step> done = new HashSet<>();
    private final Set<String> sentAgain = new HashSet<>();
    private int lostAfterWork;

    LossyWork(TokenResponder responder) {
        this.responder = responder;
    }

    /** One task of an execution, in all its attempts. */
    record Step(int order, String step) {}

    void accept(CallbackEnvelope envelope) {
        Step step = envelope.payload(Step.class);
        TaskToken token = envelope.taskToken();
        double fate = fate(step, token.value());
        if (fate < 0.4) {
            lose(step, token.value(), fate >= 0.3);
        } else if (fate < 0.55) {
            responder.fail(token, "Busy", "");
        } else if (responder.succeed(token, step) == AnswerOutcome.ACCEPTED) {
            finish(step);
        }
    }

    private synchronized double fate(Step step, String token) {
        if (sentAgain.contains(token)) {
            return 1;
        }
        int attempt = attempts.merge(step, 1, Integer::sum);
        return new SplittableRandom(31L * step.hashCode() + attempt).nextDouble();
    }

    private synchronized void lose(Step step, String token, boolean afterWork) {
        lost.put(step, token);
        lostAfterWork += afterWork ? 1 : 0;
        notifyAll();
    }

    private synchronized void finish(Step step) {
        done.add(step);
        notifyAll();
    }

    /** Waits until nothing goes on without help, and returns the tokens of the messages that are lost. */
    synchronized Set<String> awaitStandstill(int orders, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!IntStream.range(0, orders).allMatch(this::standsStill)) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("Some tasks are neither done nor lost after " + atMost);
            }
            wait(left);
        }
        return Set.copyOf(lost.values());
    }

    /** From now on, messages with these tokens are worked on. */
    synchronized void expectAgain() {
        sentAgain.addAll(lost.values());
        lost.clear();
    }

    synchronized int lostAfterWork() {
        return lostAfterWork;
    }

    private boolean standsStill(int order) {
        Predicate<String> isLost = step -> lost.containsKey(new Step(order, step));
        Predicate<String> isDone = step -> done.contains(new Step(order, step));
        if (SIDE_BY_SIDE.stream().allMatch(isDone)) {
            return isDone.or(isLost).test(LAST);
        }
        return SIDE_BY_SIDE.stream().allMatch(isDone.or(isLost));
    }
}

package dev.tasktoken;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Sends a handler's answer, again for a while if it does not get through, and keeps it if that does not help. */
final class AnswerDelivery {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** What a function that nears its end needs to return. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final TokenResponder responder;
    private final Duration resendFor;
    private final InstantSource clock;
    private final Pause pause;
    private final AnswerMemory memory;

    AnswerDelivery(TokenResponder responder, Duration resendFor, InstantSource clock, Pause pause) {
        this.responder = responder;
        this.resendFor = resendFor;
        this.clock = clock;
        this.pause = pause;
        this.memory = new AnswerMemory(clock);
    }

    AnswerMemory memory() {
        return memory;
    }

    /** Sends an answer for the first time. */
    Settlement deliver(Delivery delivery, TaskToken token, TaskAnswer answer) {
        return uninterrupted(delivery, token, answer, false);
    }

    /** Sends a kept answer: a task found closed now may have been closed by it before. */
    Settlement redeliver(Delivery delivery, TaskToken token, TaskAnswer kept) {
        return uninterrupted(delivery, token, kept, true);
    }

    /** The work is done; a flag that it left set must not keep its answer from being sent. */
    private Settlement uninterrupted(Delivery delivery, TaskToken token, TaskAnswer answer, boolean sentBefore) {
        boolean interrupted = Thread.interrupted();
        try {
            return send(delivery, token, answer, sentBefore);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Settlement send(Delivery delivery, TaskToken token, TaskAnswer answer, boolean sentBefore) {
        Instant end = end(delivery);
        for (int tries = 0; ; tries++) {
            try {
                Answer known = responder.send(token, answer);
                memory.closed(token.hash());
                boolean maybeOurs = known == Answer.ALREADY_CLOSED && (sentBefore || tries > 0);
                return answer.settlement(maybeOurs ? Answer.UNCONFIRMED : known);
            } catch (ResponseNotDeliveredException e) {
                memory.keep(token.hash(), answer);
                if (!pausedBefore(end, tries)) {
                    return new Settlement.Again(e);
                }
            } catch (AnswerNotPermittedException e) {
                memory.keep(token.hash(), answer);
                return new Settlement.Again(e);
            } catch (InvalidTaskTokenException e) {
                return new Settlement.Again(e);
            } catch (OutputRejectedException e) {
                memory.closed(token.hash());
                return new Settlement.Failed(e.error(), e.answer());
            }
        }
    }

    private Instant end(Delivery delivery) {
        Instant end = clock.instant().plus(resendFor);
        return delivery.deadline()
                .map(deadline -> deadline.minus(MARGIN))
                .filter(deadline -> deadline.isBefore(end))
                .orElse(end);
    }

    private boolean pausedBefore(Instant end, int tries) {
        Duration wait = Pause.backoff(FIRST_PAUSE, LONGEST_PAUSE, tries);
        if (!clock.instant().plus(wait).isBefore(end)) {
            return false;
        }
        try {
            pause.of(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package dev.tasktoken;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, for a delivery that was read, whether its work is done and what is answered. The settlement table, in code.
 */
final class TaskRun<T> {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackProcessor.class);

    private final TokenResponder responder;
    private final CallbackHandler<T> handler;
    private final DuplicateCheck duplicateCheck;
    private final int failAfterReceives;
    private final AnswerDelivery answers;

    TaskRun(CallbackProcessor.Builder<T> builder, CallbackHandler<T> handler) {
        this.responder = builder.responder;
        this.handler = handler;
        this.duplicateCheck = builder.duplicateCheck;
        this.failAfterReceives = builder.failAfterReceives;
        this.answers = new AnswerDelivery(builder.responder, builder.resendFor, builder.clock, builder.pause);
    }

    Settlement settle(Delivery delivery, TypedReading reading) {
        TaskToken token = reading.envelope().taskToken();
        if (answers.memory().isClosed(token.hash())) {
            return new Settlement.AlreadyClosed();
        }
        TaskAnswer kept = answers.memory().undelivered(token.hash());
        if (kept != null) {
            return answers.redeliver(delivery, token, kept);
        }
        if (receives(delivery) > failAfterReceives) {
            return failTooManyReceives(delivery, token, "earlier receives left it unanswered");
        }
        if (reading.problem() != null) {
            return fail(delivery, token, TaskFailure.INVALID_PAYLOAD, messageOf(reading.problem()));
        }
        if (duplicateCheck.appliesTo(delivery)) {
            Settlement known = check(token);
            if (known != null) {
                return known;
            }
        }
        return work(delivery, reading);
    }

    /** Asks whether the task still waits. Null if it does, or if nobody can tell. */
    private @Nullable Settlement check(TaskToken token) {
        try {
            if (responder.heartbeat(token) == TaskStatus.OPEN) {
                return null;
            }
            answers.memory().closed(token.hash());
            return new Settlement.AlreadyClosed();
        } catch (InvalidTaskTokenException e) {
            return new Settlement.Again(e);
        } catch (ResponseNotDeliveredException | AnswerNotPermittedException e) {
            if (Thread.currentThread().isInterrupted()) {
                return new Settlement.Again(e);
            }
            LOG.warn("Cannot ask whether the task is still open, so the work starts: {}", e.getMessage());
            return null;
        }
    }

    @SuppressWarnings("unchecked") // the reading bound the payload to the processor's type
    private Settlement work(Delivery delivery, TypedReading reading) {
        CallbackTask task = new CallbackTask(reading.envelope(), delivery, responder);
        TaskAnswer answer;
        try {
            Object result = awaited(handler.handle((T) Objects.requireNonNull(reading.payload()), task), delivery);
            if (task.isDeferred()) {
                return new Settlement.Deferred();
            }
            answer = responder.answerWith(result);
        } catch (Throwable thrown) {
            return afterThrowing(delivery, task.taskToken(), Failures.unwrapped(thrown));
        }
        return answers.deliver(delivery, task.taskToken(), answer);
    }

    private Settlement afterThrowing(Delivery delivery, TaskToken token, Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (Thread.currentThread().isInterrupted() && !(thrown instanceof TaskFailureException)) {
            return new Settlement.Again(thrown);
        }
        if (thrown instanceof RedeliveryRequestedException || thrown instanceof Error) {
            return receives(delivery) >= failAfterReceives
                    ? failTooManyReceives(delivery, token, thrown.getClass().getName())
                    : new Settlement.Again(thrown);
        }
        TaskAnswer.Failure failure = responder.failureOf(token, thrown);
        if (!(thrown instanceof TaskFailureException)) {
            LOG.warn(
                    "The handler of {} threw {}; the task is failed with it",
                    token,
                    thrown.getClass().getName());
        }
        return answers.deliver(delivery, token, failure);
    }

    private Settlement failTooManyReceives(Delivery delivery, TaskToken token, String why) {
        String cause = "Received " + receives(delivery) + " times, at most " + failAfterReceives + " allowed: " + why;
        return fail(delivery, token, TaskFailure.TOO_MANY_RECEIVES, cause);
    }

    private Settlement fail(Delivery delivery, TaskToken token, String error, String cause) {
        TaskAnswer.Failure failure = FittedFailure.of(new TaskFailure(error, cause), token);
        LOG.warn("{} is failed with {}: {}", token, failure.error(), failure.cause());
        return answers.deliver(delivery, token, failure);
    }

    private static int receives(Delivery delivery) {
        return delivery.receiveCount().orElse(1);
    }

    private static String messageOf(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /**
     * A handler may answer with a stage, or a stage of a stage; what is sent is what they end in. Where the delivery
     * has a deadline, the wait ends before it, and the delivery comes again.
     */
    private static @Nullable Object awaited(@Nullable Object result, Delivery delivery) throws Exception {
        Object awaited = result;
        while (awaited instanceof CompletionStage<?> || awaited instanceof Future<?>) {
            Future<?> future =
                    awaited instanceof CompletionStage<?> stage ? stage.toCompletableFuture() : (Future<?>) awaited;
            awaited = delivery.deadline().isPresent()
                    ? getBefore(delivery.deadline().get(), future)
                    : future.get();
        }
        return awaited;
    }

    private static @Nullable Object getBefore(Instant deadline, Future<?> future) throws Exception {
        long millis = Duration.between(Instant.now(), deadline.minus(AnswerDelivery.MARGIN))
                .toMillis();
        try {
            return future.get(Math.max(0, millis), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RedeliveryRequestedException("The work's result was not there a second before the deadline");
        }
    }
}

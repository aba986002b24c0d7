package dev.tasktoken.processor;

import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerNotPermittedException;
import dev.tasktoken.Heartbeats;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.DeferralRegistry;
import dev.tasktoken.internal.Thrown;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, for a delivery that was read, whether the handler runs and what is answered: the settlement table in code.
 */
final class DeliverySettler<T> {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverySettler.class);

    private final TokenResponder responder;
    private final Function<CallbackEnvelope, T> binding;
    private final TaskHandler<T> handler;
    private final DuplicateCheck duplicateCheck;
    private final boolean requireDuplicateCheck;
    private final int maxReceives;
    private final AnswerRetrier answers;
    private final @Nullable Heartbeats heartbeats;
    private final boolean interruptHandler;
    private final DeadlineLimits limits;
    private final ListenerNotifier notifier;

    DeliverySettler(
            ProcessorSettings settings,
            Function<CallbackEnvelope, T> binding,
            TaskHandler<T> handler,
            ListenerNotifier notifier) {
        this.responder = settings.responder();
        this.binding = binding;
        this.handler = handler;
        this.duplicateCheck = settings.duplicateCheck();
        this.requireDuplicateCheck = settings.requireDuplicateCheck();
        this.maxReceives = settings.maxReceives();
        this.heartbeats = settings.heartbeats();
        this.answers = new AnswerRetrier(settings);
        this.interruptHandler = settings.interruptHandler();
        this.limits = new DeadlineLimits(settings);
        this.notifier = notifier;
    }

    Settlement settle(Delivery delivery, CallbackEnvelope envelope) {
        TaskToken token = envelope.taskToken();
        if (token.isRevoked()) { // a given-up handler cannot process its own delivery
            throw new IllegalStateException("The handler of " + token + " was given up at its deadline");
        }
        responder.readmit(token);
        if (answers.cache().isClosed(token)) {
            return new Settlement.AlreadyClosed();
        }
        PreparedAnswer kept = answers.cache().undelivered(token);
        if (kept != null) {
            return answers.resend(delivery, token, kept);
        }
        if (wasTried(delivery) && receives(delivery) > maxReceives) {
            return failTooManyReceives(delivery, token, "earlier receives left it unanswered");
        }
        if (limits.isNear(delivery)) {
            RedeliveryRequestedException why =
                    new RedeliveryRequestedException("Its deadline is too near to run the handler");
            return wasTried(delivery) ? redeliver(delivery, token, why) : new Settlement.Redeliver(why);
        }
        if (duplicateCheck.appliesTo(delivery)) {
            Settlement known = check(delivery, token);
            if (known != null) {
                return known;
            }
        }
        return handle(delivery, envelope);
    }

    /** Asks whether the task still waits. Null if it does, or if it is unknown and the handler may run all the same. */
    private @Nullable Settlement check(Delivery delivery, TaskToken token) {
        try {
            if (responder.heartbeat(token) == TaskStatus.OPEN) {
                return null;
            }
            answers.cache().addClosed(token);
            return new Settlement.AlreadyClosed();
        } catch (InvalidTaskTokenException e) {
            return new Settlement.Redeliver(e);
        } catch (AnswerNotDeliveredException | AnswerNotPermittedException e) {
            if (Thread.currentThread().isInterrupted()) {
                return new Settlement.Redeliver(e);
            }
            if (requireDuplicateCheck) {
                return redeliver(delivery, token, e);
            }
            LOG.warn("Cannot ask whether the task is still open, so the handler runs: {}", e.getMessage());
            return null;
        }
    }

    private Settlement handle(Delivery delivery, CallbackEnvelope envelope) {
        CallbackTask task = new CallbackTask(envelope, delivery, responder);
        TaskToken token = task.taskToken().unrevoked();
        HandlerCall<T> call = new HandlerCall<>(task, binding, handler, responder, notifier::now);
        HandlerExecution execution = new HandlerExecution(task.taskToken(), call);
        Runnable endHeartbeats = startHeartbeats(task, execution.thread());
        Runnable defer = task::defer;
        PreparedAnswer answer = null;
        Throwable thrown = null;
        DeferralRegistry.begin(token, defer);
        try {
            answer = limits.run(delivery, execution);
        } catch (Throwable t) {
            thrown = t;
        } finally {
            DeferralRegistry.end(token, defer);
            task.monitor().end();
            endHeartbeats.run();
            if (execution.isAbandoned()) {
                responder.revoke(task);
            }
        }
        Long begun = call.begun();
        if (begun != null) {
            notifier.handled(delivery, token, begun);
        }
        if (thrown != null) {
            Thrown.rethrowFatal(Thrown.unwrap(thrown));
        }
        if (thrown instanceof InterruptedException && !execution.thread().wasInterrupted()) {
            Thread.currentThread().interrupt();
        }
        if (task.monitor().status() == TaskStatus.CLOSED) {
            return closedMeanwhile(task);
        }
        if (thrown != null) {
            return Thrown.unwrap(thrown) instanceof HandlerExecution.DeadlineNear
                    ? atDeadline(delivery, token, begun == null ? "payload was not bound" : "handler had not returned")
                    : afterThrowing(delivery, token, execution.thread(), Thrown.unwrap(thrown));
        }
        return answer == null ? new Settlement.Deferred() : answers.send(delivery, token, answer);
    }

    private Runnable startHeartbeats(CallbackTask task, HandlerThread thread) {
        if (notifier.hasListeners()) {
            task.monitor().observe(status -> notifier.heartbeatLost(task.delivery(), task.taskToken(), status));
        }
        if (heartbeats == null) {
            return () -> {};
        }
        if (interruptHandler) {
            task.monitor().interruptWith(thread::interrupt);
        }
        return heartbeats.start(task.taskToken(), task.monitor());
    }

    private Settlement closedMeanwhile(CallbackTask task) {
        LOG.debug("{} was closed while its handler ran; nothing is sent", task);
        answers.cache().addClosed(task.taskToken());
        return new Settlement.AlreadyClosed();
    }

    private Settlement afterThrowing(Delivery delivery, TaskToken token, HandlerThread thread, Throwable thrown) {
        if (thrown instanceof HandlerCall.Unbound) {
            return fail(delivery, token, TaskFailure.INVALID_PAYLOAD, messageOf(thrown));
        }
        if (wasInterrupted(thread, thrown) || isRedelivered(thrown) || thrown instanceof Error) {
            return redeliver(delivery, token, thrown);
        }
        PreparedAnswer.Failure failure = responder.prepareFailure(token, thrown);
        if (!(thrown instanceof TaskFailureException)) {
            LOG.warn(
                    "The handler of {} threw {}; the task is failed with it",
                    token,
                    thrown.getClass().getName());
        }
        return answers.send(delivery, token, failure);
    }

    /** Whether the handler requested redelivery, or a call of this library out of it was not delivered. */
    private static boolean isRedelivered(Throwable thrown) {
        return thrown instanceof RedeliveryRequestedException
                || thrown instanceof StoreUnavailableException
                || thrown instanceof AnswerNotDeliveredException;
    }

    /** What an interrupted handler throws says nothing about the task, unless it decided the task's failure itself. */
    private static boolean wasInterrupted(HandlerThread thread, Throwable thrown) {
        boolean interrupted = thrown instanceof InterruptedException
                || thread.wasInterrupted()
                || Thread.currentThread().isInterrupted();
        return interrupted && !(thrown instanceof TaskFailureException);
    }

    private Settlement atDeadline(Delivery delivery, TaskToken token, String what) {
        String why = "The " + what + " " + limits.margin().toMillis() + " ms before its deadline";
        return limits.action() == DeadlineAction.FAIL_TASK
                ? fail(delivery, token, TaskFailure.DEADLINE_REACHED, why)
                : redeliver(delivery, token, new RedeliveryRequestedException(why));
    }

    private Settlement redeliver(Delivery delivery, TaskToken token, Throwable thrown) {
        return receives(delivery) >= maxReceives
                ? failTooManyReceives(delivery, token, thrown.getClass().getName())
                : new Settlement.Redeliver(thrown);
    }

    private Settlement failTooManyReceives(Delivery delivery, TaskToken token, String why) {
        String cause = "Received " + receives(delivery) + " times, at most " + maxReceives + " allowed: " + why;
        return fail(delivery, token, TaskFailure.TOO_MANY_RECEIVES, cause);
    }

    private Settlement fail(Delivery delivery, TaskToken token, String error, String cause) {
        PreparedAnswer.Failure failure = responder.prepareFailure(token, new TaskFailure(error, cause));
        LOG.warn("{} is failed with {}: {}", token, failure.error(), failure.cause());
        return answers.send(delivery, token, failure);
    }

    /** Whether its receives count as tries. A message of a FIFO group is received with those before it, untried. */
    private static boolean wasTried(Delivery delivery) {
        return delivery.messageGroup().isEmpty();
    }

    private static int receives(Delivery delivery) {
        return delivery.receiveCount().orElse(1);
    }

    private static String messageOf(Throwable thrown) {
        return String.valueOf(thrown.getMessage());
    }
}

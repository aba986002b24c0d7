package dev.tasktoken.processor;

import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerNotPermittedException;
import dev.tasktoken.CallbackId;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.PausedCallback;
import dev.tasktoken.PausedTask;
import dev.tasktoken.Responder;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.TaskStatusMonitor;
import dev.tasktoken.TaskToken;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.WarnOnce;
import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.WorkId;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task that a handler runs for. Valid while the handler runs; thread-safe.
 *
 * <p>Processing is at-least-once: the handler of a task can run twice when its answer was never accepted. Pass
 * {@link #idempotencyKey()} to every call that must not happen twice for this task. {@code Retry} starts another task
 * with another key; for what must not happen twice then, use a key of your own, for instance an order's.
 */
public final class CallbackTask implements PausedTask, PausedCallback {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackTask.class);

    private final CallbackEnvelope envelope;
    private final Delivery delivery;
    private final Responder<PausedWork> responder;
    private final TaskStatusMonitor monitor = new TaskStatusMonitor();
    private volatile boolean deferred;
    private final WarnOnce heartbeatAlarm = new WarnOnce();

    CallbackTask(CallbackEnvelope envelope, Delivery delivery, Responder<PausedWork> responder) {
        this.envelope = envelope;
        this.delivery = delivery;
        this.responder = responder;
    }

    @Override
    public TaskToken taskToken() {
        return envelope.taskToken();
    }

    @Override
    public CallbackId callbackId() {
        return envelope.callbackId();
    }

    @Override
    public WorkId workId() {
        return envelope.workId();
    }

    /**
     * Returns the envelope the payload came in.
     *
     * @return the envelope
     */
    public CallbackEnvelope envelope() {
        return envelope;
    }

    /**
     * Returns the delivery as it arrived: its id, attributes and receive count. Reading it gives a copy of the token,
     * which is no way around a {@link DeadlineAction}.
     *
     * @return the delivery
     */
    public Delivery delivery() {
        return delivery;
    }

    /**
     * Returns a key that is the same for every delivery of this task and different for every other task, a retried
     * attempt of the same state included. It is a hash of the token or callback id and no secret.
     *
     * @return 64 hexadecimal digits
     */
    public String idempotencyKey() {
        return workId().hash();
    }

    /**
     * Sends a heartbeat now. A heartbeat that is not delivered is no reason to stop, and neither is a missing
     * permission. Both are logged at WARN, once per task, and not thrown.
     *
     * @return whether the task still waits; if {@link TaskStatus#CLOSED}, the handler may stop, because its result is
     *     not sent
     * @throws InvalidTaskTokenException if the service cannot decode the token
     */
    public TaskStatus heartbeat() {
        if (isRevoked()) {
            return TaskStatus.CLOSED;
        }
        try {
            TaskStatus known = responder.heartbeat(this);
            monitor.report(known);
            return known;
        } catch (IllegalStateException e) {
            if (isRevoked()) {
                return TaskStatus.CLOSED;
            }
            throw e;
        } catch (AnswerNotDeliveredException | AnswerNotPermittedException e) {
            if (heartbeatAlarm.shouldWarn()) {
                LOG.warn("The handler goes on without a heartbeat: {}", e.getMessage());
            }
            return TaskStatus.UNKNOWN;
        }
    }

    /**
     * Returns what is known of the task: by its last heartbeat, automatic
     * ({@link CallbackProcessor.Builder#heartbeatEvery}) or the handler's own.
     *
     * @return {@link TaskStatus#OPEN} as long as nothing else is known; {@link TaskStatus#UNKNOWN} while no automatic
     *     heartbeat was delivered for longer than the heartbeat timeout. What the handler returns is sent all the same
     */
    public TaskStatus status() {
        return isRevoked() ? TaskStatus.CLOSED : monitor.status();
    }

    /**
     * Returns whether the handler's result is no longer needed. The service said that the task was answered, timed out
     * or stopped, or the handler was given up at its deadline. What the handler then returns or throws is not sent.
     *
     * @return whether the status is {@link TaskStatus#CLOSED}
     */
    public boolean isClosed() {
        return status() == TaskStatus.CLOSED;
    }

    /**
     * Adds a listener that is notified when heartbeats change the status, at once if it is no longer
     * {@link TaskStatus#OPEN}. A thread of this library calls it, one change after the other, and not after the handler
     * returned. What the listener throws is logged and ignored.
     *
     * @param listener receives the new status; must not block for long
     */
    public void onChange(Consumer<TaskStatus> listener) {
        monitor.onChange(listener);
    }

    /**
     * Declares that something else sends the answer later: when the handler returns, nothing is sent and the delivery
     * is settled. Whoever answers needs the token or callback id, so pass {@link #workId()} on first. A handler that
     * defers and then throws fails the task.
     */
    public void defer() {
        deferred = true;
    }

    TaskStatusMonitor monitor() {
        return monitor;
    }

    private boolean isRevoked() {
        return workId().isRevoked();
    }

    boolean isDeferred() {
        return deferred;
    }

    /** Names the task by its fingerprint. */
    @Override
    public String toString() {
        return "CallbackTask[" + workId() + "]";
    }
}

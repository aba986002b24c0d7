package dev.tasktoken.processor;

import dev.tasktoken.TaskStatus;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.Thrown;
import dev.tasktoken.service.WorkId;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifies all listeners. What one of them throws does not affect the others or the delivery. */
final class ListenerNotifier {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerNotifier.class);

    private final List<CallbackListener> listeners;
    private final Scheduler scheduler;

    ListenerNotifier(List<CallbackListener> listeners, Scheduler scheduler) {
        this.listeners = List.copyOf(listeners);
        this.scheduler = scheduler;
    }

    boolean hasListeners() {
        return !listeners.isEmpty();
    }

    /** The time in nanoseconds that {@link #handled} and {@link #settled} take as their start. */
    long now() {
        return scheduler.nanos();
    }

    void received(Delivery delivery, WorkId id) {
        if (hasListeners()) {
            notifyListeners(listener -> listener.received(event(delivery, id.fingerprint())));
        }
    }

    void handled(Delivery delivery, WorkId id, long since) {
        if (hasListeners()) {
            notifyListeners(listener -> listener.handled(event(delivery, id.fingerprint()), until(since)));
        }
    }

    void heartbeatLost(Delivery delivery, WorkId id, TaskStatus status) {
        notifyListeners(listener -> listener.heartbeatLost(event(delivery, id.fingerprint()), status));
    }

    /** The id is null if none could be read. */
    void settled(Delivery delivery, @Nullable WorkId id, Settlement settlement, long since) {
        if (hasListeners()) {
            String fingerprint = id == null ? "" : id.fingerprint();
            notifyListeners(listener -> listener.settled(event(delivery, fingerprint), settlement, until(since)));
        }
    }

    private static CallbackEvent event(Delivery delivery, String fingerprint) {
        return new CallbackEvent(delivery.id(), delivery.receiveCount(), fingerprint);
    }

    private Duration until(long since) {
        return Duration.ofNanos(scheduler.nanos() - since);
    }

    private void notifyListeners(Consumer<CallbackListener> event) {
        for (CallbackListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable thrown) { // checked ones too, which other JVM languages throw undeclared
                Thrown.rethrowFatal(thrown);
                LOG.warn("A listener threw {}", thrown.getClass().getName());
            }
        }
    }
}

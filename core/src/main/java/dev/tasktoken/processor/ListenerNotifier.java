package dev.tasktoken.processor;

import dev.tasktoken.TaskStatus;
import dev.tasktoken.TaskToken;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.Thrown;
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

    void received(Delivery delivery, TaskToken token) {
        if (hasListeners()) {
            notifyListeners(listener -> listener.received(event(delivery, token.fingerprint())));
        }
    }

    void handled(Delivery delivery, TaskToken token, long since) {
        if (hasListeners()) {
            notifyListeners(listener -> listener.handled(event(delivery, token.fingerprint()), until(since)));
        }
    }

    void heartbeatLost(Delivery delivery, TaskToken token, TaskStatus status) {
        notifyListeners(listener -> listener.heartbeatLost(event(delivery, token.fingerprint()), status));
    }

    /** The token is null if none could be read. */
    void settled(Delivery delivery, @Nullable TaskToken token, Settlement settlement, long since) {
        if (hasListeners()) {
            String fingerprint = token == null ? "" : token.fingerprint();
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

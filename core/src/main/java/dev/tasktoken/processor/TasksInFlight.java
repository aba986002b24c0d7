package dev.tasktoken.processor;

import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.Thrown;
import dev.tasktoken.service.WorkId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Runs the handler for one of several parallel deliveries of a task; the others wait and share its settlement. */
final class TasksInFlight {
    private final Map<WorkId, Run> running = new ConcurrentHashMap<>();
    private final DeadlineLimits limits;

    TasksInFlight(DeadlineLimits limits) {
        this.limits = limits;
    }

    private static final class Run extends CompletableFuture<Settlement> {
        private final Delivery delivery;
        private final Thread thread = Thread.currentThread();

        private Run(Delivery delivery) {
            this.delivery = delivery;
        }

        /** A handler that processes its own delivery, on whatever thread, would wait for itself. */
        private boolean isOwn(Delivery other) {
            return thread == Thread.currentThread() || delivery == other;
        }
    }

    Settlement runOnce(Delivery delivery, WorkId id, Supplier<Settlement> run) {
        Run mine = new Run(delivery);
        Run first = running.putIfAbsent(id, mine);
        if (first != null) {
            return first.isOwn(delivery)
                    ? redeliver("Its own handler is processing this delivery")
                    : awaitFirst(first, delivery);
        }
        try {
            Settlement settlement = run.get();
            mine.complete(settlement);
            return settlement;
        } finally {
            if (!mine.isDone()) {
                mine.completeExceptionally(
                        new RedeliveryRequestedException("The first delivery of this task was aborted"));
            }
            running.remove(id, mine);
        }
    }

    private Settlement awaitFirst(Run first, Delivery delivery) {
        try {
            return first.get(limits.longestWait(delivery).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Settlement.Redeliver(e);
        } catch (ExecutionException e) {
            return new Settlement.Redeliver(Thrown.unwrap(e));
        } catch (TimeoutException e) {
            return redeliver("Another delivery of this task is still being processed");
        }
    }

    private static Settlement redeliver(String why) {
        return new Settlement.Redeliver(new RedeliveryRequestedException(why));
    }
}

package dev.tasktoken;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Lets one of several parallel deliveries of the same task do the work; the others wait and share its settlement. */
final class TasksInFlight {
    private final Map<TaskToken, Run> running = new ConcurrentHashMap<>();

    private static final class Run extends CompletableFuture<Settlement> {
        private final Thread thread = Thread.currentThread();
    }

    Settlement once(TaskToken token, Supplier<Settlement> work) {
        Run mine = new Run();
        Run first = running.putIfAbsent(token, mine);
        if (first != null) {
            return first.thread == Thread.currentThread() ? itself() : shared(first);
        }
        try {
            Settlement settlement = work.get();
            mine.complete(settlement);
            return settlement;
        } finally {
            if (!mine.isDone()) {
                mine.completeExceptionally(
                        new RedeliveryRequestedException("The first delivery of this task broke off"));
            }
            running.remove(token, mine);
        }
    }

    /** A handler that processes its own delivery would wait for itself. */
    private static Settlement itself() {
        return new Settlement.Again(new RedeliveryRequestedException("Its own handler is processing this delivery"));
    }

    private static Settlement shared(CompletableFuture<Settlement> first) {
        try {
            return first.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Settlement.Again(e);
        } catch (ExecutionException e) {
            return new Settlement.Again(Failures.unwrapped(e));
        }
    }
}

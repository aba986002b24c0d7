package dev.tasktoken;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Lets one of several parallel deliveries of the same task do the work; the others wait and share its settlement. */
final class TasksInFlight {
    private final Map<String, CompletableFuture<Settlement>> running = new ConcurrentHashMap<>();

    Settlement once(String key, Supplier<Settlement> work) {
        CompletableFuture<Settlement> mine = new CompletableFuture<>();
        CompletableFuture<Settlement> first = running.putIfAbsent(key, mine);
        if (first != null) {
            return shared(first);
        }
        try {
            Settlement settlement = work.get();
            mine.complete(settlement);
            return settlement;
        } finally {
            mine.completeExceptionally(new RedeliveryRequestedException("The first delivery of this task broke off"));
            running.remove(key, mine);
        }
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

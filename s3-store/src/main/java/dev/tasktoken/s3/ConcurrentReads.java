package dev.tasktoken.s3;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.pending.TokenStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Reads several objects, a few at a time: S3 reads one a request. */
record ConcurrentReads(Function<TokenStore.Key, Optional<String>> read) {
    private static final int AT_ONCE = 8;

    Map<TokenStore.Key, String> of(Set<TokenStore.Key> keys) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(AT_ONCE, keys.size())));
        try {
            Map<TokenStore.Key, Future<Optional<String>>> reads = new LinkedHashMap<>();
            keys.forEach(key -> reads.put(key, threads.submit(() -> read.apply(key))));
            Map<TokenStore.Key, String> texts = new LinkedHashMap<>();
            for (Map.Entry<TokenStore.Key, Future<Optional<String>>> each : reads.entrySet()) {
                each.getValue().get().ifPresent(text -> texts.put(each.getKey(), text));
            }
            return texts;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Reading was interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException thrown
                    ? thrown
                    : new StoreUnavailableException("Reading failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}

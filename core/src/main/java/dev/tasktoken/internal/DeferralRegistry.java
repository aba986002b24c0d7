package dev.tasktoken.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** How to defer the tasks whose handlers run in this process now, by a key that all copies of a token share. */
public final class DeferralRegistry {
    private static final Map<Object, List<Runnable>> RUNNING = new ConcurrentHashMap<>();

    private DeferralRegistry() {}

    /** Registers a running handler. */
    public static void begin(Object key, Runnable defer) {
        RUNNING.merge(
                key,
                List.of(defer),
                (others, started) ->
                        Stream.concat(others.stream(), started.stream()).toList());
    }

    /** Removes what was registered by this very object. */
    public static void end(Object key, Runnable defer) {
        RUNNING.computeIfPresent(key, (same, running) -> {
            List<Runnable> others =
                    running.stream().filter(other -> other != defer).toList();
            return others.isEmpty() ? null : others;
        });
    }

    /** Defers all running handlers under the key. */
    public static void defer(Object key) {
        RUNNING.getOrDefault(key, List.of()).forEach(Runnable::run);
    }
}

package dev.tasktoken.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** How to defer what handlers of this process work on now, by a key that all copies of a token share. */
public final class DeferralRegistry {
    private static final Map<Object, List<Runnable>> AT_WORK = new ConcurrentHashMap<>();

    private DeferralRegistry() {}

    /** Registers work. */
    public static void begin(Object key, Runnable defer) {
        AT_WORK.merge(
                key,
                List.of(defer),
                (running, started) ->
                        Stream.concat(running.stream(), started.stream()).toList());
    }

    /** Removes what was registered by this very object. */
    public static void end(Object key, Runnable defer) {
        AT_WORK.computeIfPresent(key, (same, running) -> {
            List<Runnable> others =
                    running.stream().filter(other -> other != defer).toList();
            return others.isEmpty() ? null : others;
        });
    }

    /** Defers all work under the key. */
    public static void defer(Object key) {
        AT_WORK.getOrDefault(key, List.of()).forEach(Runnable::run);
    }
}

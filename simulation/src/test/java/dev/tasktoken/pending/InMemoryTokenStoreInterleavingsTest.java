package dev.tasktoken.pending;

import static dev.tasktoken.simulation.Interleavings.concurrently;
import static dev.tasktoken.simulation.Interleavings.require;

import dev.tasktoken.simulation.Interleavings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Of concurrent creators of one record exactly one is told that it wrote, and what it wrote is read. */
class InMemoryTokenStoreInterleavingsTest {
    private static final TokenStore.Key KEY = new TokenStore.Key(TokenStore.Area.DECISIONS, "o-1", "decided-1");

    @Test
    void oneOfTwoCreatorsWrites() {
        Interleavings.hold(() -> {
            TokenStore store = TokenStore.inMemory(() -> Instant.EPOCH);
            create(
                    (key, text) -> store.create(key, text, Duration.ofDays(1)),
                    () -> store.read(KEY).orElseThrow());
        });
    }

    @Test
    void aStoreThatLooksBeforeItWritesIsFound() {
        Interleavings.areBroken(() -> {
            Map<TokenStore.Key, String> records = new ConcurrentHashMap<>();
            create(
                    (key, text) -> {
                        if (records.containsKey(key)) {
                            return false;
                        }
                        records.put(key, text);
                        return true;
                    },
                    () -> Optional.ofNullable(records.get(KEY)).orElseThrow());
        });
    }

    private static void create(BiFunction<TokenStore.Key, String, Boolean> create, Supplier<String> read) {
        AtomicInteger written = new AtomicInteger();
        String[] winner = new String[1];
        concurrently(() -> tryToWrite(create, "first", written, winner), () -> {
            tryToWrite(create, "second", written, winner);
        });
        require(written.get() == 1, "one call wrote: " + written);
        require(read.get().equals(winner[0]), "what it wrote is there");
    }

    private static void tryToWrite(
            BiFunction<TokenStore.Key, String, Boolean> create, String text, AtomicInteger written, String[] winner) {
        if (create.apply(KEY, text)) {
            written.incrementAndGet();
            winner[0] = text;
        }
    }
}

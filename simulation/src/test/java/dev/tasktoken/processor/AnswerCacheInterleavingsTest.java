package dev.tasktoken.processor;

import static dev.tasktoken.simulation.Interleavings.concurrently;
import static dev.tasktoken.simulation.Interleavings.require;

import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.TaskToken;
import dev.tasktoken.simulation.Interleavings;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The first answer that is kept for a task is the one that every later delivery sends. */
class AnswerCacheInterleavingsTest {
    private static final TaskToken TOKEN = TaskToken.of("AAAAtoken-of-a-task");
    private static final PreparedAnswer ONE = new PreparedAnswer.Success("1");
    private static final PreparedAnswer TWO = new PreparedAnswer.Success("2");

    @Test
    void theFirstAnswerStays() {
        TOKEN.hash();
        Interleavings.hold(() -> {
            AnswerCache cache = new AnswerCache(() -> Instant.EPOCH);
            keepBoth(answer -> cache.keep(TOKEN, answer), () -> cache.undelivered(TOKEN));
        });
    }

    @Test
    void aClosedTaskStaysClosedWhateverIsKeptBesides() {
        TOKEN.hash();
        Interleavings.hold(() -> {
            AnswerCache cache = new AnswerCache(() -> Instant.EPOCH);
            cache.keep(TOKEN, ONE);
            concurrently(() -> cache.addClosed(TOKEN), () -> cache.keep(TOKEN, TWO));
            require(cache.isClosed(TOKEN), "it is known to be closed");
        });
    }

    @Test
    void aCacheThatLooksBeforeItKeepsIsFound() {
        TOKEN.hash();
        Interleavings.areBroken(() -> {
            Map<String, PreparedAnswer> kept = new ConcurrentHashMap<>();
            keepBoth(
                    answer -> {
                        if (!kept.containsKey(TOKEN.hash())) {
                            kept.put(TOKEN.hash(), answer);
                        }
                    },
                    () -> kept.get(TOKEN.hash()));
        });
    }

    /** Each delivery keeps its answer, and sends what is kept. */
    private static void keepBoth(Consumer<PreparedAnswer> keep, Supplier<@Nullable PreparedAnswer> kept) {
        PreparedAnswer[] sent = new PreparedAnswer[2];
        concurrently(
                () -> {
                    keep.accept(ONE);
                    sent[0] = kept.get();
                },
                () -> {
                    keep.accept(TWO);
                    sent[1] = kept.get();
                });
        require(sent[0] != null && sent[0] == sent[1], "both deliveries send the same answer");
    }
}

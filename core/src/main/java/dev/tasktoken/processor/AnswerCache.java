package dev.tasktoken.processor;

import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.service.WorkId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of its answers: the tasks it knows to be closed, and the answers that were not delivered.
 * The keys are hashes of the tokens, never the tokens. Bounded in number, size and age. A forgotten entry costs a
 * repeated check or repeated work, never a wrong answer.
 */
final class AnswerCache {
    private static final int MAX_CLOSED = 4096;
    private static final int MAX_KEPT = 4096;
    private static final int MAX_KEPT_CHARACTERS = 8 << 20;
    private static final Duration KEPT_FOR = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, Boolean> closed = new LinkedHashMap<>();
    private final Map<String, Kept> undelivered = new LinkedHashMap<>();
    private long keptCharacters;

    private record Kept(PreparedAnswer answer, Instant since) {}

    AnswerCache(InstantSource clock) {
        this.clock = clock;
    }

    synchronized boolean isClosed(WorkId id) {
        return !closed.isEmpty() && closed.containsKey(id.hash());
    }

    synchronized void addClosed(WorkId id) {
        forget(id.hash());
        closed.put(id.hash(), Boolean.TRUE);
        dropEldest(closed, closed.size() - MAX_CLOSED);
    }

    synchronized void keep(WorkId id, PreparedAnswer answer) {
        if (undelivered.containsKey(id.hash())) {
            return;
        }
        undelivered.put(id.hash(), new Kept(answer, clock.instant()));
        keptCharacters += length(answer);
        while (keptCharacters > MAX_KEPT_CHARACTERS || undelivered.size() > MAX_KEPT || isExpired(eldest())) {
            forget(undelivered.keySet().iterator().next());
        }
    }

    private void forget(String key) {
        Kept kept = undelivered.remove(key);
        if (kept != null) {
            keptCharacters -= length(kept.answer());
        }
    }

    synchronized @Nullable PreparedAnswer undelivered(WorkId id) {
        Kept kept = undelivered.isEmpty() ? null : undelivered.get(id.hash());
        if (kept != null && isExpired(kept)) {
            forget(id.hash());
            return null;
        }
        return kept == null ? null : kept.answer();
    }

    private Kept eldest() {
        return undelivered.values().iterator().next();
    }

    private boolean isExpired(Kept kept) {
        return kept.since().plus(KEPT_FOR).isBefore(clock.instant());
    }

    private static void dropEldest(Map<String, Boolean> map, int count) {
        Iterator<String> eldest = map.keySet().iterator();
        for (int i = 0; i < count; i++) {
            eldest.next();
            eldest.remove();
        }
    }

    private static int length(PreparedAnswer answer) {
        return answer instanceof PreparedAnswer.Success success
                ? success.output().length()
                : ((PreparedAnswer.Failure) answer).cause().length();
    }
}

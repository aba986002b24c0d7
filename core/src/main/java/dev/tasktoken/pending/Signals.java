package dev.tasktoken.pending;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.internal.Sha256;
import dev.tasktoken.pending.internal.RecordCodec;
import dev.tasktoken.pending.internal.RecordJson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings events and the tasks that wait for them together, in whichever order they arrive. Under the event's id stand
 * {@code signal-000001}, how the event ended, and {@code awaits-f-i} for each task that waits for it: f is its token's
 * fingerprint, i the start of its id's SHA-256.
 *
 * <p>A signal is written before its tasks are looked for. A task is written, as parked and then as awaiting, before its
 * signal is looked for. So of the two at least one sees the other, and the decision is recorded once.
 */
final class Signals {
    private static final String SIGNAL = "signal-000001";
    private static final String AWAITS = "awaits-";

    private final TokenStore store;
    private final InstantSource clock;
    private final Duration keepSignals;

    Signals(TokenStore store, InstantSource clock, Duration keepSignals) {
        this.store = store;
        this.clock = clock;
        this.keepSignals = keepSignals;
    }

    /** A task that waits for an event. */
    record Awaiting(String id, String attempt) {
        /** One token may be parked under several ids. */
        private String name() {
            return AWAITS + attempt + "-" + Sha256.hex(id).substring(0, 12);
        }
    }

    /** Records that a task waits for the event; repeating it changes nothing. */
    void await(String event, Awaiting task) {
        ObjectNode json = RecordJson.start(event).put("task", task.id()).put("attempt", task.attempt());
        store.create(key(event, task.name()), json.toString(), PendingRecords.KEEP_TOKENS);
    }

    Set<Awaiting> awaiting(String event) {
        List<TokenStore.Key> keys = store.names(TokenStore.Area.DECISIONS, event).stream()
                .filter(name -> name.startsWith(AWAITS))
                .sorted()
                .map(name -> key(event, name))
                .toList();
        Set<Awaiting> tasks = new HashSet<>();
        for (int from = 0; from < keys.size(); from += ListQuery.MAX_LIMIT) {
            List<TokenStore.Key> some = keys.subList(from, Math.min(keys.size(), from + ListQuery.MAX_LIMIT));
            store.readAll(Set.copyOf(some)).forEach((key, text) -> tasks.add(awaiting(RecordJson.parse(key, text))));
        }
        return tasks;
    }

    private static Awaiting awaiting(RecordJson json) {
        return new Awaiting(json.text("task"), json.text("attempt"));
    }

    /** Records how the event ended; returns what was recorded first. */
    Decision signal(String event, Decision decision) {
        ObjectNode json = RecordJson.start(event).put("at", clock.instant().toString());
        RecordCodec.write(decision, json);
        boolean isFirst = store.create(key(event, SIGNAL), json.toString(), keepSignals);
        return isFirst ? decision : signal(event).orElse(decision);
    }

    Optional<Decision> signal(String event) {
        TokenStore.Key key = key(event, SIGNAL);
        return store.read(key).map(text -> RecordCodec.readDecision(RecordJson.parse(key, text)));
    }

    private static TokenStore.Key key(String event, String name) {
        return new TokenStore.Key(TokenStore.Area.DECISIONS, event, name);
    }
}

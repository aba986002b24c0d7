package dev.tasktoken.pending;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.pending.internal.RecordKey;
import dev.tasktoken.pending.internal.TokenRecord;
import dev.tasktoken.pending.internal.VoteCodec;
import dev.tasktoken.pending.internal.VoteRecord;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes the logs of votes; {@link PendingRecords} describes them. */
final class VoteCounter {
    private final TokenStore store;
    private final PendingRecords records;
    private final InstantSource clock;

    VoteCounter(TokenStore store, PendingRecords records, InstantSource clock) {
        this.store = store;
        this.records = records;
        this.clock = clock;
    }

    /** The votes on the task that waits; empty if one decision is enough. */
    Optional<VoteLog> log(PendingState state) {
        TokenRecord parked = state.parked();
        return parked == null ? Optional.empty() : parked.context().policy().map(policy -> log(state, parked, policy));
    }

    private VoteLog log(PendingState state, TokenRecord parked, ApprovalPolicy policy) {
        Map<Integer, VoteRecord> votes = votes(state, parked.number());
        int entries = entries(state, parked.number()).stream()
                .mapToInt(VoteCounter::entry)
                .max()
                .orElse(0);
        return VoteLog.of(parked, policy, entries, votes.values());
    }

    /** The votes on the number-th token, by their places in its log. */
    Map<Integer, VoteRecord> votes(PendingState state, int number) {
        Map<TokenStore.Key, RecordKey> keys =
                entries(state, number).stream().collect(Collectors.toMap(name -> name.under(state.id()), name -> name));
        Map<TokenStore.Key, String> texts = keys.isEmpty() ? Map.of() : store.readAll(keys.keySet());
        Map<Integer, VoteRecord> votes = new TreeMap<>();
        texts.forEach((key, text) -> {
            RecordKey name = keys.get(key);
            if (name != null) {
                votes.put(entry(name), VoteCodec.readRecord(key, name, text));
            }
        });
        return votes;
    }

    /**
     * Writes the next entry of the log.
     *
     * @return the log with it; null if somebody else was faster
     */
    @Nullable VoteLog cast(PendingState state, VoteLog log, Vote.Kind kind, DecidedBy by, @Nullable Decision decision) {
        Vote vote = new Vote(kind, by, clock.instant());
        VoteRecord mine = new VoteRecord(log.next(), UUID.randomUUID().toString(), vote, decision);
        if (!create(state.id(), mine)) {
            return null;
        }
        log.add(mine);
        return log;
    }

    private boolean create(String id, VoteRecord mine) {
        TokenStore.Key key = mine.name().under(id);
        try {
            return records.createVote(id, mine) || isThere(key, mine);
        } catch (StoreUnavailableException e) { // it may have been written all the same
            return store.read(key).map(text -> isOf(mine, key, text)).orElseThrow(() -> e);
        }
    }

    private boolean isThere(TokenStore.Key key, VoteRecord mine) {
        return store.read(key).filter(text -> isOf(mine, key, text)).isPresent();
    }

    private static boolean isOf(VoteRecord mine, TokenStore.Key key, String text) {
        return VoteCodec.readRecord(key, mine.name(), text).nonce().equals(mine.nonce());
    }

    private static Set<RecordKey> entries(PendingState state, int number) {
        return state.names().stream()
                .filter(name -> name.kind() == RecordKey.Kind.VOTE
                        && name.number() == number
                        && name.suffix().matches("\\d{6}"))
                .collect(Collectors.toSet());
    }

    private static int entry(RecordKey name) {
        return Integer.parseInt(name.suffix());
    }
}

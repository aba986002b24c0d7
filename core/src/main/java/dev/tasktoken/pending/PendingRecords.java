package dev.tasktoken.pending;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.internal.LogText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of pending tasks, and why nothing is lost although nothing is ever locked or overwritten.
 *
 * <p>Under an id, tokens are numbered from 1. Records are created once and deleted once:
 *
 * <ul>
 *   <li>{@code slot-n} (area TOKENS): the n-th token and its context. The greatest n is the one that waits. Slot n + 1
 *       is created only after n was answered, forgotten, or found closed, so any lower slot is a dead one.
 *   <li>{@code claim-n-f}: the decision on the token with fingerprint f. Whoever creates it has won.
 *   <li>{@code closed-n-f}: the service replied that the task was closed before it was answered. Created after the
 *       claims were read again, since our own answer closes a task, too.
 *   <li>{@code unsure-n-f}: created <em>before</em> another caller than the winner sends the decision. A winner that
 *       then finds the task closed knows that its own decision may have closed it.
 *   <li>{@code accepted-n-f}: the service accepted the decision from another caller than the winner.
 *   <li>{@code forgotten-n}: all records up to n count as deleted. It is kept, so that no number is used twice and a
 *       late call cannot delete or claim another token's records.
 * </ul>
 *
 * <p>A token without a claim waits. A claim beside its slot is still to be sent, for instance after a crash. The slot
 * is deleted when the answer is known, and the claim alone remains. After a crash between answer and deletion, the next
 * call sends the decision once more; the service replies that the task is closed, which is no error.
 *
 * <p>Slots are listed before claims: a claim is created before its slot is deleted, so an answered task never looks
 * like one that was never parked.
 */
final class PendingRecords {
    /** A task waits at most a year (Step Functions quotas), and a day is for clocks. */
    private static final Duration KEEP_TOKENS = Duration.ofDays(366);

    static final int MAX_TRIES = 10;

    private final TokenStore store;
    private final InstantSource clock;
    private final Duration keepDecisions;

    PendingRecords(TokenStore store, InstantSource clock, Duration keepDecisions) {
        this.store = store;
        this.clock = clock;
        this.keepDecisions = keepDecisions;
    }

    Stream<String> ids() {
        return store.ids(TokenStore.Area.TOKENS).distinct();
    }

    PendingState load(String id) {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            Set<RecordKey> names = names(id);
            PendingState state = read(id, greatest(names), names);
            if (state != null) {
                return state;
            }
        }
        throw changing(id);
    }

    static StoreUnavailableException changing(String id) {
        return new StoreUnavailableException(
                "The pending task " + LogText.text(id, 100) + " changes faster than it can be read", null);
    }

    boolean create(TokenRecord slot) {
        return store.create(slot.name().under(slot.id()), RecordCodec.write(slot), KEEP_TOKENS);
    }

    /**
     * Records a decision, or finds the one that was.
     *
     * @return the claim that counts; empty if there was one and it was forgotten
     */
    Optional<DecisionRecord> claim(DecisionRecord mine) {
        try {
            boolean created = store.create(mine.name().under(mine.id()), RecordCodec.write(mine), keepDecisions);
            return created ? Optional.of(mine) : claim(mine.id(), mine.name());
        } catch (StoreUnavailableException e) { // it may have been written all the same
            return Optional.of(claim(mine.id(), mine.name()).orElseThrow(() -> e));
        }
    }

    Optional<DecisionRecord> claim(String id, RecordKey name) {
        TokenStore.Key key = name.under(id);
        return store.read(key).map(text -> RecordCodec.claim(key, name, text));
    }

    void mark(String id, RecordKey name) {
        store.create(name.under(id), RecordCodec.writeMark(id, clock.instant()), keepDecisions);
    }

    boolean isMarked(String id, RecordKey name) {
        return store.read(name.under(id)).isPresent();
    }

    /** Whether the token was forgotten while a decision on it was recorded: a number is not used twice. */
    boolean isForgotten(TokenRecord slot) {
        return isMarked(slot.id(), RecordKey.forgotten(slot.number()));
    }

    /** Deletes the tokens that a later one has replaced: their tasks were found closed. */
    void retireBefore(PendingState state) {
        state.names().stream()
                .filter(name -> name.kind() == RecordKey.Kind.SLOT && name.number() < state.number())
                .flatMap(name -> Optional.ofNullable(slot(state.id(), name.number())).stream())
                .forEach(dead -> retire(dead, state.claimOf(dead.attempt()).isPresent()));
    }

    /** Deletes a closed task's token; a decision on it that is not known to have been sent stays unsent. */
    void retire(TokenRecord dead, boolean isDecided) {
        mark(dead.id(), dead.name(isDecided ? RecordKey.Kind.UNSURE : RecordKey.Kind.CLOSED));
        delete(dead);
    }

    void delete(TokenRecord slot) {
        store.delete(slot.name().under(slot.id()));
    }

    void forget(String id) {
        Set<RecordKey> names = allNames(id);
        int number = greatest(names);
        if (number > 0) {
            RecordKey forgotten = RecordKey.forgotten(number);
            mark(id, forgotten);
            names.remove(forgotten);
            names.forEach(name -> store.delete(name.under(id)));
        }
    }

    private Set<RecordKey> names(String id) {
        Set<RecordKey> names = allNames(id);
        int forgotten = names.stream()
                .filter(name -> name.kind() == RecordKey.Kind.FORGOTTEN)
                .mapToInt(RecordKey::number)
                .max()
                .orElse(0);
        names.removeIf(name -> name.number() <= forgotten && name.kind() != RecordKey.Kind.FORGOTTEN);
        return names;
    }

    private Set<RecordKey> allNames(String id) {
        Set<RecordKey> names = new HashSet<>();
        for (TokenStore.Area area : TokenStore.Area.values()) { // TOKENS first, see above
            store.names(area, id).stream()
                    .flatMap(name -> RecordKey.parse(name).stream())
                    .forEach(names::add);
        }
        return names;
    }

    private static int greatest(Set<RecordKey> names) {
        return names.stream().mapToInt(RecordKey::number).max().orElse(0);
    }

    /** Null if it changed while it was read. */
    private @Nullable PendingState read(String id, int number, Set<RecordKey> names) {
        Optional<RecordKey> claimed = names.stream()
                .filter(name -> name.kind() == RecordKey.Kind.CLAIM && name.number() == number)
                .findAny();
        DecisionRecord claim = claimed.flatMap(name -> claim(id, name)).orElse(null);
        TokenRecord slot = names.contains(RecordKey.slot(number)) ? slot(id, number) : null;
        boolean claimWent = claimed.isPresent() && claim == null;
        boolean slotWent = names.contains(RecordKey.slot(number)) && slot == null;
        boolean wasReplaced = slot != null && claim == null && names.contains(slot.name(RecordKey.Kind.CLOSED));
        return claimWent || slotWent || wasReplaced ? null : new PendingState(id, number, slot, claim, names);
    }

    private @Nullable TokenRecord slot(String id, int number) {
        TokenStore.Key key = RecordKey.slot(number).under(id);
        return store.read(key)
                .map(text -> RecordCodec.slot(key, RecordKey.slot(number), text))
                .orElse(null);
    }
}

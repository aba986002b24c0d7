package dev.tasktoken.pending;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.internal.LogText;
import dev.tasktoken.pending.internal.DecisionRecord;
import dev.tasktoken.pending.internal.RecordCodec;
import dev.tasktoken.pending.internal.RecordKey;
import dev.tasktoken.pending.internal.TokenRecord;
import dev.tasktoken.pending.internal.VoteCodec;
import dev.tasktoken.pending.internal.VoteRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
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
 *   <li>{@code parked-n} (area TOKENS): the n-th token and its context. The greatest n is the one that waits. Token n +
 *       1 is created only after n was answered, forgotten, or found closed, so the tasks of lower ones are closed.
 *   <li>{@code decided-n-f}: the decision on the token with fingerprint f. It belongs to the call that created it.
 *   <li>{@code closed-n-f}: the service replied that the task was closed before it was answered. Created after the
 *       decisions were read a second time, since our own answer closes a task, too.
 *   <li>{@code unsure-n-f}: created <em>before</em> another call than the one that recorded the decision sends it. The
 *       recording call that then finds the task closed knows that its own decision may have closed it.
 *   <li>{@code accepted-n-f}: the service accepted the decision from another call than the one that recorded it.
 *   <li>{@code vote-n-f-k}: the k-th entry of the log of votes on that token, a vote or a withdrawal. Whoever creates
 *       it knew the k - 1 before. So all agree on which vote decides; its decision is recorded as any other. If the
 *       process ends in between, the next call records it.
 *   <li>{@code note-n-f-word}: something that was done once about that token, such as a reminder.
 *   <li>{@code forgotten-n}: all records up to n count as deleted. It is kept, so that no number is used twice and a
 *       late call cannot delete or decide another token's records.
 * </ul>
 *
 * <p>A token without a decision waits. A decision beside its token is still to be sent, for instance after a crash. The
 * token is deleted when the answer is known, and the decision alone remains. Decisions and marks are kept longer than
 * the token, so that a decision that could not be sent for a long time is not replaced by another. After a crash
 * between answer and deletion, the next call resends the decision; the service replies that the task is closed, which
 * is no error.
 *
 * <p>Tokens are listed before decisions: a decision is created before its token is deleted, so an answered task never
 * looks like one that was never parked.
 */
final class PendingRecords {
    /** A task waits at most a year (Step Functions quotas), and a day is for clocks. */
    static final Duration KEEP_TOKENS = Duration.ofDays(366);

    /** For clocks, and for deadlines that were said too early. */
    private static final Duration AFTER_DEADLINE = Duration.ofDays(7);

    private static final Duration FOR_CLOCKS = Duration.ofDays(1);

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
        TokenStore.Key.checkId(id);
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

    boolean create(TokenRecord parked) {
        ListedRecord listed = parked.listed();
        Duration keep = keepOfToken(parked.since(), parked.context());
        return store.create(listed.key(), RecordCodec.write(parked), keep, Optional.of(listed.place()));
    }

    /** Completes what a call did not that failed between the record and its lists. */
    void enlist(TokenRecord parked) {
        store.enlist(parked.listed());
    }

    /** Until some days after the deadline, if there is one: nobody can answer a task that has timed out. */
    private static Duration keepOfToken(Instant since, PendingTaskInfo context) {
        return context.until()
                .map(until -> Duration.between(since, until).plus(AFTER_DEADLINE))
                .filter(keep -> keep.compareTo(KEEP_TOKENS) < 0)
                .map(keep -> keep.compareTo(AFTER_DEADLINE) < 0 ? AFTER_DEADLINE : keep)
                .orElse(KEEP_TOKENS);
    }

    /** A decision outlives its token: without it, a token whose decision could not be sent would wait again. */
    private Duration keep(DecisionRecord decided) {
        Instant tokenEnds = decided.since().plus(keepOfToken(decided.since(), decided.context()));
        Duration withToken = Duration.between(decided.at(), tokenEnds).plus(FOR_CLOCKS);
        return withToken.compareTo(keepDecisions) > 0 ? withToken : keepDecisions;
    }

    /** Records a decision unless there is one; returns whether this one counts. */
    boolean recordDecision(DecisionRecord mine) {
        try {
            ListPlace place = new ListPlace(mine.at(), Optional.of(mine.at().plus(keepDecisions)));
            TokenStore.Key key = mine.name().under(mine.id());
            return store.create(key, RecordCodec.write(mine), keep(mine), Optional.of(place))
                    || recorded(mine).filter(mine.nonce()::equals).isPresent();
        } catch (StoreUnavailableException e) { // it may have been written all the same
            return recorded(mine).orElseThrow(() -> e).equals(mine.nonce());
        }
    }

    private Optional<String> recorded(DecisionRecord mine) {
        return readDecision(mine.id(), mine.name()).map(DecisionRecord::nonce);
    }

    /** Kept for as long as the task may wait, and then as long as its decision. */
    boolean createVote(String id, VoteRecord vote) {
        return store.create(vote.name().under(id), VoteCodec.write(vote, id), KEEP_TOKENS.plus(keepDecisions));
    }

    Optional<DecisionRecord> readDecision(String id, RecordKey name) {
        TokenStore.Key key = name.under(id);
        return store.read(key).map(text -> RecordCodec.readDecision(key, name, text));
    }

    /** Kept longer than any token or decision that it may be about. */
    void mark(String id, RecordKey name) {
        Duration keep = KEEP_TOKENS.plus(FOR_CLOCKS).plus(keepDecisions);
        store.create(name.under(id), RecordCodec.writeMark(id, clock.instant()), keep);
    }

    boolean isMarked(String id, RecordKey name) {
        return store.read(name.under(id)).isPresent();
    }

    /** Whether the token was forgotten while a decision on it was recorded: a number is not used twice. */
    boolean isForgotten(TokenRecord parked) {
        return isMarked(parked.id(), RecordKey.forgotten(parked.number()));
    }

    /** Deletes the tokens that a later one has replaced: their tasks were found closed. */
    void retireBefore(PendingState state) {
        state.names().stream()
                .filter(name -> name.kind() == RecordKey.Kind.PARKED && name.number() < state.number())
                .flatMap(name -> Optional.ofNullable(readToken(state.id(), name.number())).stream())
                .forEach(closed ->
                        retire(closed, state.decisionKeyOf(closed.attempt()).isPresent()));
    }

    /** Deletes a closed task's token; a decision on it that is not known to have been sent stays unsent. */
    void retire(TokenRecord closed, boolean isDecided) {
        mark(closed.id(), closed.name(isDecided ? RecordKey.Kind.UNSURE : RecordKey.Kind.CLOSED));
        delete(closed);
    }

    void delete(TokenRecord parked) {
        store.delete(parked.listed().key());
        store.unlist(parked.listed());
    }

    void forget(String id) {
        TokenStore.Key.checkId(id);
        Set<RecordKey> names = allNames(id);
        int number = greatest(names);
        if (number > 0) {
            RecordKey forgotten = RecordKey.forgotten(number);
            mark(id, forgotten);
            names.remove(forgotten);
            deleteAll(id, names);
        }
    }

    /** The first tokens first: what a crash leaves has its successor beside it, and no list shows it as waiting. */
    private void deleteAll(String id, Set<RecordKey> names) {
        names.stream().sorted(Comparator.comparingInt(RecordKey::number)).forEach(name -> store.delete(name.under(id)));
    }

    /** Deletes tokens that nobody needs any more, which a process that ended did not. */
    void deleteLeftBehind(PendingState state) {
        if (state.hasForgotten()) {
            deleteForgotten(state.id());
        }
        retireBefore(state);
        TokenRecord parked = state.parked();
        if (parked != null && state.recorded().flatMap(RecordedDecision::answer).isPresent()) {
            delete(parked);
        }
    }

    /** What {@link #forget} was deleting. */
    private void deleteForgotten(String id) {
        Set<RecordKey> names = allNames(id);
        int forgotten = forgotten(names);
        names.removeIf(name -> name.number() > forgotten || name.kind() == RecordKey.Kind.FORGOTTEN);
        deleteAll(id, names);
    }

    private static int forgotten(Set<RecordKey> names) {
        return names.stream()
                .filter(name -> name.kind() == RecordKey.Kind.FORGOTTEN)
                .mapToInt(RecordKey::number)
                .max()
                .orElse(0);
    }

    private Set<RecordKey> names(String id) {
        Set<RecordKey> names = allNames(id);
        int forgotten = forgotten(names);
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
        Optional<RecordKey> decisionKey = names.stream()
                .filter(name -> name.kind() == RecordKey.Kind.DECIDED && name.number() == number)
                .findAny();
        DecisionRecord decided =
                decisionKey.flatMap(name -> readDecision(id, name)).orElse(null);
        TokenRecord parked = names.contains(RecordKey.parked(number)) ? readToken(id, number) : null;
        boolean decisionIsGone = decisionKey.isPresent() && decided == null;
        boolean tokenIsGone = names.contains(RecordKey.parked(number)) && parked == null;
        boolean wasReplaced = parked != null && decided == null && names.contains(parked.name(RecordKey.Kind.CLOSED));
        return decisionIsGone || tokenIsGone || wasReplaced
                ? null
                : new PendingState(id, number, parked, decided, names);
    }

    private @Nullable TokenRecord readToken(String id, int number) {
        TokenStore.Key key = RecordKey.parked(number).under(id);
        return store.read(key)
                .map(text -> RecordCodec.readToken(key, RecordKey.parked(number), text))
                .orElse(null);
    }
}
